package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.matching.CannotTell;
import muster.matching.Identity;
import muster.matching.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds dropped into a folder, on a real database. */
class FeedsTest {
    private static final int RECORDS = 120;

    private final TestDatabase test = TestDatabase.fresh();
    private final Catalogue catalogue = new Catalogue(test.database());
    private final List<Change> changes = new ArrayList<>();
    @TempDir Path folder;

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void startsWithTheExcerptWhereThereAreNoFeeds() {
        var feeds = refreshed(Optional.empty());

        var excerpt = feeds.all().getFirst();
        assertEquals(Feed.State.READY, excerpt.state());
        assertTrue(excerpt.excerpt());
        assertTrue(excerpt.records() > 60, excerpt.toString());
        assertInstanceOf(
                Verdict.Affected.class,
                catalogue.index().verdict(debian("openssl", "3.0.11-1~deb12u2")));
        assertEquals(
                new CannotTell("only an excerpt of the advisories for Debian 12 is loaded"),
                catalogue.index().verdict(debian("tree", "2.1.0-1")));
        assertTrue(exploited().contains("CVE-2021-3156"), exploited().toString());
    }

    @Test
    void importsLinesZipFolderAndSingleRecordsAlike() throws IOException {
        lines("debian.jsonl.gz", RECORDS, "2.0-1");
        zip("npm.zip", 3);
        Files.createDirectory(folder.resolve("few"));
        Files.writeString(folder.resolve("few/a.json"), record(9001, "2.0-1").indent(2));
        Files.writeString(folder.resolve("one.json"), record(9002, "2.0-1"));
        Files.writeString(folder.resolve("notes.txt"), "not a feed");

        var feeds = refreshed(Optional.of(folder));

        assertEquals(List.of("notes.txt"), feeds.unknown());
        assertEquals(
                List.of("debian 120", "few 1", "npm 3", "one 1"),
                feeds.all().stream()
                        .filter(feed -> !feed.excerpt())
                        .map(feed -> feed.id() + " " + feed.records())
                        .toList());
        assertEquals(List.of("Debian:12"), catalogue.index().covered());
        assertInstanceOf(Verdict.Clean.class, catalogue.index().verdict(debian("tree", "1-1")));
        assertInstanceOf(
                Verdict.Affected.class, catalogue.index().verdict(debian("package-7", "1.0-1")));
    }

    @Test
    void tellsOnlyWhatChangedAndForgetsWhatIsGone() throws IOException {
        lines("debian.jsonl", RECORDS, "2.0-1");
        refreshed(Optional.of(folder));
        assertEquals(Set.of("Debian"), changes.getLast().families());

        refreshed(Optional.of(folder));
        assertEquals(1, changes.size(), "an unchanged file is not imported again");

        lines("debian.jsonl", RECORDS - 1, "2.0-1");
        refreshed(Optional.of(folder));
        assertEquals(
                new Change(
                        Set.of(new Change.Named("Debian:12", "package-119")), Set.of(), Set.of()),
                changes.getLast());
        assertEquals(
                new Verdict.Clean(0), catalogue.index().verdict(debian("package-119", "1.0-1")));
    }

    @Test
    void keepsTheLastGoodCopyOfADamagedFeed() throws IOException {
        var file = lines("debian.jsonl.gz", RECORDS, "2.0-1");
        refreshed(Optional.of(folder));
        var whole = Files.readAllBytes(file);

        for (var damaged :
                List.of(
                        Arrays.copyOf(whole, whole.length / 2),
                        Arrays.copyOf(whole, 5),
                        gzip("{\"id\":\"CVE-2024-0001\",\"modified\":\"garbage\"}\n".repeat(200)),
                        gzip("{\"id\":\"CVE-2024-0001\",\"modified\":\n{{{{"),
                        gzip(
                                "{\"id\":\"CVE-2024-0001\",\"modified\":\""
                                        + "9".repeat(5_000_000)))) {
            Files.write(file, damaged);
            var feed = feed(refreshed(Optional.of(folder)), "debian");

            assertEquals(Feed.State.FAILED, feed.state());
            assertNotNull(feed.error());
            assertEquals(RECORDS, feed.records());
            assertInstanceOf(
                    Verdict.Affected.class,
                    catalogue.index().verdict(debian("package-7", "1.0-1")));
        }
        Files.write(file, whole);
        assertEquals(Feed.State.READY, feed(refreshed(Optional.of(folder)), "debian").state());
    }

    @Test
    void goesOnWithAnImportThatWasInterrupted() throws IOException {
        lines("debian.jsonl", RECORDS, "2.0-1");
        refreshed(Optional.of(folder));
        inCatalogue(Sql.of("delete from advisories where id >= 'CVE-2024-0100'"));
        inCatalogue(Sql.of("update feeds set state = 'importing', checksum = null"));

        var feed = feed(refreshed(Optional.of(folder)), "debian");

        assertEquals(Feed.State.READY, feed.state());
        assertEquals(20, changes.getLast().packages().size(), "only what was missing is stored");
        assertInstanceOf(
                Verdict.Affected.class, catalogue.index().verdict(debian("package-119", "1.0-1")));
    }

    @Test
    void refusesBombs() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("bomb.zip"));
                var zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("CVE-2024-0001.json"));
            zip.write(new byte[OsvRecords.RECORD_BYTES_MAX + 1]);
        }
        Files.write(
                folder.resolve("long.jsonl.gz"),
                gzip(record(1, "2") + "\n" + " ".repeat(OsvRecords.RECORD_BYTES_MAX + 1)));
        Files.write(
                folder.resolve("deep.jsonl"),
                ("{\"id\":\"CVE-2024-0001\",\"modified\":" + "[".repeat(100_000))
                        .getBytes(StandardCharsets.UTF_8));

        var feeds = refreshed(Optional.of(folder));

        assertEquals(
                List.of("bomb", "deep", "long"),
                feeds.all().stream()
                        .filter(feed -> feed.state() == Feed.State.FAILED)
                        .map(Feed::id)
                        .toList());
    }

    @Test
    void leavesOutAFewUnreadableRecordsAndSaysSo() throws IOException {
        Files.writeString(
                folder.resolve("debian.jsonl"), records(RECORDS, "2.0-1") + "{\"id\": 7}\n");

        var feed = feed(refreshed(Optional.of(folder)), "debian");

        assertEquals(Feed.State.READY, feed.state());
        assertEquals(1, feed.unread());
        assertEquals("line 121: VALUE_NUMBER_INT where a text should be", feed.error());
    }

    @Test
    void oneFailingFeedDoesNotStopTheOthers() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"id\": \"CVE-2024-0001\", ");
        Files.writeString(folder.resolve("feeds.urls"), "http://feeds.example.org/all.zip\n");
        lines("debian.jsonl", RECORDS, "2.0-1");

        var feeds = refreshed(Optional.of(folder));

        assertEquals(Feed.State.FAILED, feed(feeds, "a").state());
        assertEquals(Feed.State.READY, feed(feeds, "debian").state());
        assertFalse(
                feeds.all().stream().allMatch(feed -> feed.error() == null), "the address failed");
    }

    @Test
    void showsEveryTenantTheSameCatalogueButLetsNoneWriteIt() {
        refreshed(Optional.empty());
        for (var tenant : List.of(test.acme(), test.globex())) {
            var count =
                    test.database()
                            .inTenant(
                                    tenant,
                                    () ->
                                            test.database()
                                                    .first(
                                                            Sql.of(
                                                                    "select count(*) as n from"
                                                                            + " vulnerabilities"),
                                                            row -> row.number("n")));
            assertTrue(count.orElseThrow() > 60);
            assertThrows(
                    Database.Failure.class,
                    () ->
                            test.database()
                                    .inTenant(
                                            tenant,
                                            () ->
                                                    test.database()
                                                            .run(Sql.of("delete from feeds"))));
        }
    }

    private Feeds refreshed(Optional<Path> path) {
        var feeds = new Feeds(test.database(), catalogue, path, Clock.systemUTC());
        if (!catalogue.loaded()) {
            catalogue.onChange(changes::add);
        }
        feeds.refresh();
        return feeds;
    }

    private static Feed feed(Feeds feeds, String id) {
        return feeds.all().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private void inCatalogue(Sql sql) {
        test.database().inCatalogue(() -> test.database().run(sql));
    }

    private List<String> exploited() {
        return test.database()
                .inCatalogue(() ->
                        test.database()
                                .list(
                                        Sql.of("select vulnerability from known_exploited"),
                                        row -> row.text("vulnerability")));
    }

    private Path lines(String name, int count, String fixed) throws IOException {
        var text = records(count, fixed);
        var file = folder.resolve(name);
        return Files.write(
                file, name.endsWith(".gz") ? gzip(text) : text.getBytes(StandardCharsets.UTF_8));
    }

    private void zip(String name, int count) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                var zip = new ZipOutputStream(file)) {
            for (var i = 0; i < count; i++) {
                zip.putNextEntry(new ZipEntry("CVE-2023-%04d.json".formatted(i)));
                zip.write(
                        record(5000 + i, "1.2.3")
                                .replace("Debian:12", "npm")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String records(int count, String fixed) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append(record(i, fixed)).append('\n');
        }
        return text.toString();
    }

    private static String record(int number, String fixed) {
        return """
        {"id":"CVE-2024-%04d","modified":"2024-01-01T00:00:00Z","affected":[{"package":{\
        "ecosystem":"Debian:12","name":"package-%d"},"ranges":[{"type":"ECOSYSTEM",\
        "events":[{"introduced":"0"},{"fixed":"%s"}]}]}]}\
        """
                .formatted(number, number, fixed);
    }

    private static Identity debian(String name, String version) {
        return new Identity("Debian:12", name, version);
    }
}
