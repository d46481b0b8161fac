package muster.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import muster.Damage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound feeds, damaged in thousands of ways: each is read, or is an exception of reading. */
class FeedMutationTest {
    private static final int ROUNDS = 4_000;

    @Test
    void damagedArchives(@TempDir Path folder) throws IOException {
        new FeedFolder(folder).zip("npm.zip", 3);
        survives(Files.readAllBytes(folder.resolve("npm.zip")), FeedFuzz::readsFile);
    }

    @Test
    void damagedLines() {
        survives(FeedFolder.records(3, "2.0-1").getBytes(UTF_8), FeedFuzz::readsFile);
    }

    @Test
    void damagedGzip() throws IOException {
        survives(FeedFolder.gzip(FeedFolder.records(3, "2.0-1")), FeedFuzz::readsFile);
    }

    @Test
    void damagedRecords() {
        survives(FeedFolder.record(1, "2.0-1").getBytes(UTF_8), FeedFuzz::readsRecord);
    }

    @Test
    void damagedKnownExploited() {
        var catalog =
                """
                {"title": "Known", "catalogVersion": "2026.08.07", "count": 1, "vulnerabilities": [
                 {"cveID": "CVE-2021-44228", "vendorProject": "Apache", "product": "Log4j2",
                  "vulnerabilityName": "Log4Shell", "dateAdded": "2021-12-10",
                  "dueDate": "2021-12-24", "requiredAction": "Apply updates.",
                  "knownRansomwareCampaignUse": "Known", "cwes": ["CWE-20"]}]}
                """;
        survives(catalog.getBytes(UTF_8), FeedFuzz::readsKnownExploited);
    }

    private static void survives(byte[] sound, Predicate<byte[]> reader) {
        new Damage().done(ROUNDS, sound, reader);
    }
}
