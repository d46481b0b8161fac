package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, told to stop. */
@Tag("slow")
class StopTest {
    /** Shorter than it waits for a hub that is being told something. */
    private static final int PATIENCE_SECONDS = 25;

    @TempDir Path home;

    @Test
    void endsWhenNothingIsUnderWay() throws IOException, InterruptedException {
        var log = home.resolve("log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Agent.class.getName(),
                                "run")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "MUSTER_AGENT_HOME",
                                home.toString(),
                                // Nobody listens on the port of echo.
                                "MUSTER_AGENT_HUB",
                                "http://127.0.0.1:7",
                                "MUSTER_AGENT_STATUS_PORT",
                                "0",
                                "MUSTER_ENROLL_TOKEN",
                                "mst_enroll_none"));
        var agent = builder.start();
        try {
            while (agent.isAlive() && !Files.readString(log).contains("no answer")) {
                agent.waitFor(50, TimeUnit.MILLISECONDS);
            }
            assertTrue(agent.isAlive(), () -> said(log));

            agent.destroy();

            assertTrue(agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> said(log));
        } finally {
            agent.destroyForcibly();
        }
    }

    private static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
