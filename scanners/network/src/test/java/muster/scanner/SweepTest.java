package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweepTest {
    @Test
    void whatCannotBeToldIsAFailureOfTheScanAndNotOfTheProgram() throws InterruptedException {
        var ranges = List.of(Range.of("127.78.31.1-127.78.31.3"));
        var site = new Site("Attic", ranges, List.of(), 161, 22, 500, Schedule.DAILY);
        var file = RunTest.file(site);
        var out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var taken = new AtomicInteger();
        try (var inquest =
                new Inquest(file, _ -> Answer.none(Answer.Outcome.SILENT, ""), List.of())) {
            var sweep =
                    new Sweep(
                            site,
                            inquest,
                            _ -> {
                                if (taken.incrementAndGet() == 2) {
                                    throw new IllegalStateException("full");
                                }
                            },
                            new Progress(site, out, false, System::nanoTime));
            var failed = assertThrows(IOException.class, sweep::run);
            assertEquals(
                    "not all that was seen is told: java.lang.IllegalStateException: full",
                    failed.getMessage());
        }
        assertEquals(3, taken.get());
    }
}
