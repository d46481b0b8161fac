package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import muster.Corpora;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.matching.Identity;
import muster.matching.Index;
import muster.matching.Match;
import muster.matching.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The publishers' own feeds from the corpus: all of Debian and Alpine, and CISA's catalog. */
@Tag("slow")
class CorpusImportTest {
    private static final int IDENTITIES = 100_000;

    /** Alone it takes a tenth of this; a busy machine must not fail the test. */
    private static final double SECONDS_MAX = 120;

    private static final long INDEX_BYTES_MAX = 60L << 20;

    @TempDir Path folder;

    @Test
    void importsAllOfDebianAlpineAndKev() throws IOException {
        var data = Corpora.require("vulns/data");
        for (var name :
                List.of(
                        "osv-debian.jsonl.gz",
                        "osv-alpine.jsonl.gz",
                        "nvd-2.0-subset.jsonl.gz",
                        "known_exploited_vulnerabilities-2026.08.07.json")) {
            Files.createSymbolicLink(folder.resolve(name), data.resolve(name).toAbsolutePath());
        }
        try (var test = TestDatabase.fresh()) {
            var catalogue = new Catalogue(test.database());
            var feeds =
                    new Feeds(test.database(), catalogue, Optional.of(folder), Clock.systemUTC());

            var seconds = secondsOf(feeds::refresh);

            System.out.printf("catalogue import %.1f s (Debian, Alpine, KEV)%n", seconds);
            assertTrue(seconds < SECONDS_MAX, seconds + " s");
            assertEquals(List.of("nvd-2.0-subset.jsonl.gz"), feeds.unknown());
            assertEquals(
                    List.of("osv-alpine 3655", "osv-debian 44181", "cisa-kev 1662"),
                    feeds.all().stream().map(feed -> feed.id() + " " + feed.records()).toList());
            System.out.printf("catalogue unchanged feeds %.1f s%n", secondsOf(feeds::refresh));
            knowsOpenssl(catalogue.index());
            measureIndex(test);
            measureMatching(test, catalogue.index());
        }
    }

    private static void knowsOpenssl(Index index) {
        assertTrue(index.covered().contains("Alpine:v3.19"), index.covered().toString());
        var verdict =
                assertInstanceOf(
                        Verdict.Affected.class,
                        index.verdict(new Identity("Debian:12", "openssl", "3.0.11-1~deb12u2")));
        var match =
                verdict.matches().stream()
                        .filter(it -> it.vulnerability().equals("CVE-2024-6119"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                List.of(
                        "openssl 3.0.11-1~deb12u2 < 3.0.14-1~deb12u2 (CVE-2024-6119)",
                        "openssl 3.0.11-1~deb12u2 < 3.0.14-1~deb12u2 (DSA-5764-1)"),
                match.evidence().stream().map(Match.Evidence::comparison).toList());
        assertInstanceOf(
                Verdict.Affected.class,
                index.verdict(new Identity("Alpine:v3.19", "openssl", "3.1.4-r5")));
    }

    private static void measureIndex(TestDatabase test) {
        var second = new Catalogue(test.database());
        var before = usedBytes();
        var seconds = secondsOf(second::load);
        var bytes = usedBytes() - before;
        System.out.printf(
                "catalogue index %d advisories, %d rows, %.1f MB, loaded in %.1f s%n",
                second.index().advisories(), second.index().size(), bytes / 1e6, seconds);
        assertTrue(bytes < INDEX_BYTES_MAX, bytes + " bytes");
    }

    /** Packages as they are installed: a name that has advisories, a version near one of theirs. */
    private static void measureMatching(TestDatabase test, Index index) {
        var installed =
                test.database()
                        .inCatalogue(() ->
                                test.database()
                                        .list(
                                                Sql.of(
                                                        """
                                                        select name, max(ending) as version
                                                        from affected
                                                        where ecosystem = 'Debian:12'
                                                            and span = 'fixed'
                                                        group by name
                                                        """),
                                                row ->
                                                        new Identity(
                                                                "Debian:12",
                                                                row.text("name"),
                                                                row.text("version"))));
        var random = new Random(20261122);
        var identities = new ArrayList<Identity>();
        for (var i = 0; i < IDENTITIES; i++) {
            identities.add(installed.get(random.nextInt(installed.size())));
        }
        var affected = new int[1];
        Runnable all =
                () ->
                        identities.forEach(it ->
                                affected[0] +=
                                        index.verdict(it) instanceof Verdict.Affected ? 1 : 0);
        all.run();
        affected[0] = 0;
        var seconds = secondsOf(all);
        System.out.printf(
                "matching %d identities (%d names, %d affected) in %.2f s: %.0f per second%n",
                IDENTITIES, installed.size(), affected[0], seconds, IDENTITIES / seconds);
        var kernel = new Identity("Debian:12", "linux", "6.1.76-1");
        index.verdict(kernel);
        var millis = secondsOf(() -> index.verdict(kernel)) * 1000;
        System.out.printf("matching the kernel alone in %.1f ms%n", millis);
    }

    private static double secondsOf(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static long usedBytes() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
