package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** A program that runs for months meets a full disk once. */
    @Test
    void aScanThatFailsIsSaidAndTheNextOneIsDue() throws Exception {
        var site =
                new Site(
                        "Attic",
                        List.of(Range.of("127.78.30.1")),
                        List.of(),
                        161,
                        22,
                        50,
                        Schedule.DAILY);
        var file = file(site);
        var full = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        full.close();
        var err = new ByteArrayOutputStream();
        Inquiry silent = _ -> Answer.none(Answer.Outcome.SILENT, "");
        try (var inquest = new Inquest(file, silent, List.of())) {
            var said = new PrintStream(err, true, StandardCharsets.UTF_8);
            var run = new Run(file, inquest, null, full, said, false);
            var thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    run.always();
                                } catch (InterruptedException ended) {
                                    said.println("ended");
                                }
                            });
            await(err, "Attic: the scan failed: the output takes no more lines", thread);
            await(() -> thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
            await(err, "ended", thread);
        }
    }

    /** One that has no credentials. */
    static ScannerFile file(Site site) {
        return new ScannerFile(
                Path.of("state"),
                Optional.empty(),
                List.of(site),
                List.of(),
                Ranges.NONE,
                List.of());
    }

    private static void await(ByteArrayOutputStream err, String wanted, Thread thread)
            throws InterruptedException {
        await(() -> err.toString(StandardCharsets.UTF_8).contains(wanted) || !thread.isAlive());
        var said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains(wanted), said);
    }

    private interface Condition {
        boolean isTrue();
    }

    private static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.isTrue()) {
            assertTrue(System.nanoTime() < end, "it took too long");
            Thread.sleep(5);
        }
    }
}
