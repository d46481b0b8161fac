package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import muster.database.TestDatabase;
import muster.matching.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a feed, it is that feed's failure, and the last good copy stays. */
class FailingFeedsTest {
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
    void keepsTheLastGoodCopyOfADamagedFeed() throws IOException {
        var file = folder.lines("debian.jsonl.gz", FeedFolder.RECORDS, "2.0-1");
        hub.refreshed();
        var whole = Files.readAllBytes(file);
        var begun = "{\"id\":\"CVE-2024-0001\",\"modified\":";

        for (var damaged :
                List.of(
                        Arrays.copyOf(whole, whole.length / 2),
                        Arrays.copyOf(whole, 5),
                        FeedFolder.gzip((begun + "\"garbage\"}\n").repeat(200)),
                        FeedFolder.gzip(begun + "\n{{{{"),
                        FeedFolder.gzip(begun + "\"" + "9".repeat(5_000_000)))) {
            Files.write(file, damaged);
            hub.refreshed();

            var feed = hub.feed("debian");
            assertEquals(Feed.State.FAILED, feed.state());
            assertNotNull(feed.error());
            assertEquals(FeedFolder.RECORDS, feed.records());
            assertInstanceOf(Verdict.Affected.class, hub.verdict("package-7", "1.0-1"));
        }
        Files.write(file, whole);
        hub.refreshed();
        assertEquals(Feed.State.READY, hub.feed("debian").state());
    }

    @Test
    void refusesBombs() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.path().resolve("bomb.zip"));
                var zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("CVE-2024-0001.json"));
            zip.write(new byte[OsvRecords.RECORD_BYTES_MAX + 1]);
        }
        Files.write(
                folder.path().resolve("long.jsonl.gz"),
                FeedFolder.gzip(
                        FeedFolder.record(1, "2")
                                + "\n"
                                + " ".repeat(OsvRecords.RECORD_BYTES_MAX + 1)));
        folder.text("deep.jsonl", "{\"id\":\"CVE-2024-0001\",\"modified\":" + "[".repeat(100_000));

        hub.refreshed();

        assertEquals(List.of("bomb", "deep", "long"), hub.failed());
    }

    @Test
    void leavesOutAFewUnreadableRecordsAndSaysSo() throws IOException {
        folder.text(
                "debian.jsonl", FeedFolder.records(FeedFolder.RECORDS, "2.0-1") + "{\"id\": 7}\n");

        hub.refreshed();

        var feed = hub.feed("debian");
        assertEquals(Feed.State.READY, feed.state());
        assertEquals(1, feed.unread());
        assertEquals("line 121: VALUE_NUMBER_INT where a text should be", feed.error());
    }

    @Test
    void leavesOutARecordOfATimeThatCannotBe() throws IOException {
        folder.text(
                "debian.jsonl",
                FeedFolder.records(FeedFolder.RECORDS, "2.0-1")
                        + FeedFolder.record(9001, "2.0-1").replace("2024-01", "+999999999-01"));

        hub.refreshed();

        assertEquals(
                "line 121: not a time: +999999999-01-01T00:00:00Z", hub.feed("debian").error());
        assertEquals(Feed.State.READY, hub.feed("debian").state());
    }

    @Test
    void oneFailingFeedDoesNotStopTheOthers() throws IOException {
        folder.text("a.jsonl", "{\"id\": \"CVE-2024-0001\", ");
        folder.text("feeds.urls", "http://feeds.example.org/all.zip\n");
        folder.lines("debian.jsonl", FeedFolder.RECORDS, "2.0-1");

        hub.refreshed();

        assertEquals(List.of("a", "all"), hub.failed().stream().sorted().toList());
        assertEquals(Feed.State.READY, hub.feed("debian").state());
    }

    @Test
    void whatIsNoAddressDoesNotStopTheOthers() throws IOException {
        folder.text("feeds.urls", "https://feeds.example.org/Debian|all.zip\n");
        folder.lines("debian.jsonl", FeedFolder.RECORDS, "2.0-1");

        hub.refreshed();

        assertEquals(
                "Illegal character in path at index 32:"
                        + " https://feeds.example.org/Debian|all.zip",
                hub.feed("feeds.example.org").error());
        assertEquals(Feed.State.READY, hub.feed("debian").state());
    }

    @Test
    void whatNobodyExpectedDoesNotStopTheOthers() throws IOException {
        folder.lines("a.jsonl", FeedFolder.RECORDS, "2.0-1");
        folder.lines("debian.jsonl", FeedFolder.RECORDS, "2.0-1");
        var hubWithABug = new FeedHub(test, Optional.of(folder), failingOnce());

        hubWithABug.refreshed();

        assertEquals(
                "the import stopped: java.lang.UnsupportedOperationException: no time",
                hubWithABug.feed("a").error());
        assertEquals(List.of("a"), hubWithABug.failed());
        assertEquals(Feed.State.READY, hubWithABug.feed("debian").state());
        hub.refreshed();
        assertEquals(List.of(), hub.failed());
    }

    /** Stands for any mistake of ours while a feed is read. */
    private static Clock failingOnce() {
        var failed = new AtomicBoolean();
        InstantSource source =
                () -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new UnsupportedOperationException("no time");
                    }
                    return Clock.systemUTC().instant();
                };
        return source.withZone(ZoneOffset.UTC);
    }
}
