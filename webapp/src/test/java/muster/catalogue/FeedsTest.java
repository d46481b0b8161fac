package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.matching.CannotTell;
import muster.matching.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds dropped into a folder, on a real database. */
class FeedsTest {
    private final TestDatabase test = TestDatabase.fresh();
    private FeedFolder folder;
    private FeedHub hub;

    @BeforeEach
    void open(@TempDir Path path) {
        folder = new FeedFolder(path);
        hub = new FeedHub(test, folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void startsWithTheExcerptWhereThereAreNoFeeds() {
        var bare = withoutFolder();

        var excerpt = bare.refreshed().all().getFirst();

        assertEquals(Feed.State.READY, excerpt.state());
        assertTrue(excerpt.excerpt());
        assertTrue(excerpt.records() > 60, excerpt.toString());
        assertInstanceOf(Verdict.Affected.class, bare.verdict("openssl", "3.0.11-1~deb12u2"));
        assertEquals(
                new CannotTell("only an excerpt of the advisories for Debian 12 is loaded"),
                bare.verdict("tree", "2.1.0-1"));
        assertTrue(exploited().contains("CVE-2021-3156"), exploited().toString());
    }

    /** It grows old: what had no fix when it was made may long have one, unless none is to come. */
    @Test
    void theExcerptSaysOfWhatHasNoFixOnlyWhatWillHaveNone() {
        withoutFolder().refreshed();

        assertEquals(
                List.of("CVE-2023-45853 Debian:11 zlib", "CVE-2023-45853 Debian:12 zlib"),
                test.database()
                        .inCatalogue(() ->
                                test.database()
                                        .list(
                                                Sql.of(
                                                        """
                                                        select advisory, ecosystem, name
                                                        from affected where span = 'open'
                                                        order by advisory, ecosystem, name
                                                        """),
                                                row ->
                                                        row.text("advisory")
                                                                + " "
                                                                + row.text("ecosystem")
                                                                + " "
                                                                + row.text("name"))));
    }

    @Test
    void importsLinesZipFolderAndSingleRecordsAlike() throws IOException {
        folder.lines("debian.jsonl.gz", FeedFolder.RECORDS, "2.0-1");
        folder.zip("npm.zip", 3);
        Files.createDirectory(folder.path().resolve("few"));
        folder.text("few/a.json", FeedFolder.record(9001, "2.0-1").indent(2));
        folder.text("one.json", FeedFolder.record(9002, "2.0-1"));
        folder.text("notes.txt", "not a feed");

        var feeds = hub.refreshed();

        assertEquals(List.of("notes.txt"), feeds.unknown());
        assertEquals(
                List.of("debian 120", "few 1", "npm 3", "one 1"),
                feeds.all().stream()
                        .filter(feed -> !feed.excerpt())
                        .map(feed -> feed.id() + " " + feed.records())
                        .toList());
        assertEquals(List.of("Debian:12"), hub.catalogue.index().covered());
        assertInstanceOf(Verdict.Clean.class, hub.verdict("tree", "1-1"));
        assertInstanceOf(Verdict.Affected.class, hub.verdict("package-7", "1.0-1"));
    }

    @Test
    void tellsOnlyWhatChangedAndForgetsWhatIsGone() throws IOException {
        folder.lines("debian.jsonl", FeedFolder.RECORDS, "2.0-1");
        hub.refreshed();
        assertEquals(Set.of("Debian"), hub.changes.getLast().families());

        hub.refreshed();
        assertEquals(1, hub.changes.size(), "an unchanged file is not imported again");

        folder.lines("debian.jsonl", FeedFolder.RECORDS - 1, "2.0-1");
        hub.refreshed();
        assertEquals(
                new Change(
                        Set.of(new Change.Named("Debian:12", "package-119")), Set.of(), Set.of()),
                hub.changes.getLast());
        assertEquals(new Verdict.Clean(0), hub.verdict("package-119", "1.0-1"));
    }

    @Test
    void goesOnWithAnImportThatWasInterrupted() throws IOException {
        folder.lines("debian.jsonl", FeedFolder.RECORDS, "2.0-1");
        hub.refreshed();
        inCatalogue(Sql.of("delete from advisories where id >= 'CVE-2024-0100'"));
        inCatalogue(Sql.of("update feeds set state = 'importing', checksum = null"));

        hub.refreshed();

        assertEquals(Feed.State.READY, hub.feed("debian").state());
        assertEquals(20, hub.changes.getLast().packages().size(), "only what was missing");
        assertInstanceOf(Verdict.Affected.class, hub.verdict("package-119", "1.0-1"));
    }

    @Test
    void showsEveryTenantTheSameCatalogueButLetsNoneWriteIt() {
        withoutFolder().refreshed();
        var database = test.database();
        var vulnerabilities = Sql.of("select count(*) as n from vulnerabilities");
        for (var tenant : List.of(test.acme(), test.globex())) {
            var count =
                    database.inTenant(
                            tenant, () -> database.first(vulnerabilities, row -> row.number("n")));
            assertTrue(count.orElseThrow() > 60);
            assertThrows(
                    Database.Failure.class,
                    () ->
                            database.inTenant(
                                    tenant, () -> database.run(Sql.of("delete from feeds"))));
        }
    }

    private FeedHub withoutFolder() {
        return new FeedHub(test, Optional.empty(), Clock.systemUTC());
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
}
