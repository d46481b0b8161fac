package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import muster.wire.IpAddress;
import muster.wire.Limits;
import muster.wire.SourceFailure;
import org.junit.jupiter.api.Test;

/** What is said of a source that cannot be read, and that it costs no other. */
final class FailuresTest {
    private static final String FILE = "/home/ann/shop.jar";

    private final Failures failures = new Failures();

    @Test
    void saysWhyWithoutNamingFiles() {
        fail(() -> {
            throw new AccessDeniedException(FILE);
        });
        fail(() -> {
            throw new NoSuchFileException(FILE);
        });
        fail(() -> {
            throw new IOException(FILE + ": Input/output error");
        });
        fail(() -> {
            throw new UncheckedIOException(new IOException(FILE));
        });
        fail(() -> {
            throw new IllegalStateException(FILE);
        });

        assertEquals(
                List.of(
                        "the user that the agent runs as may not read it",
                        "it is not there",
                        "it could not be read",
                        "it could not be read",
                        "it could not be understood (IllegalStateException)"),
                failures.all().stream().map(SourceFailure::why).toList());
    }

    @Test
    void countsWhatTheHubWouldRefuse() {
        assertEquals("nothing", failures.attempt("a", () -> IpAddress.of("x").text(), "nothing"));
        assertEquals(1, failures.all().size());
    }

    @Test
    void staysWithinWhatAReportHolds() {
        for (int i = 0; i < 200; i++) {
            failures.add("a" + i, "broken");
        }
        assertFalse(failures.all().size() > Limits.FAILURES_MAX);
    }

    private void fail(Failures.Source<String> source) {
        assertEquals("nothing", failures.attempt("a", source, "nothing"));
    }
}
