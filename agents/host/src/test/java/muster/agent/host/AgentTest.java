package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, as it lives on a machine. */
@Timeout(60)
class AgentTest {
    private static final String BASH =
            "Package: bash\nStatus: install ok installed\nVersion: 5.2.15\n\n";
    private static final String CURL =
            "Package: curl\nStatus: install ok installed\nVersion: 8.5.0\n\n";

    @TempDir Path folder;
    private final YesHub hub = new YesHub();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @AfterEach
    void end() {
        hub.close();
    }

    @Test
    void enrollsReportsAllThenWhatChangedAndStopsWhenItIsTold() throws Exception {
        var root = machine();
        var ended = new CompletableFuture<Integer>();
        var running = new Thread(() -> ended.complete(agent("0").run("run")));
        running.start();
        await(() -> hub.told("inventory").size() == 1 && !hub.told("heartbeat").isEmpty());

        root.file("var/lib/dpkg/status", BASH + CURL);
        await(() -> hub.told("inventory").size() == 2);
        running.interrupt();

        assertEquals(Agent.DONE, ended.get(30, TimeUnit.SECONDS));
        assertEquals(1, hub.told("enroll").size());
        var all = hub.told("inventory").getFirst();
        var change = hub.told("inventory").getLast();
        assertTrue(all.contains("\"hostname\":\"host-7\"") && all.contains("\"bash\""), all);
        assertTrue(change.contains("\"base\"") && change.contains("\"curl\""), change);
        assertFalse(change.contains("\"bash\""), change);
    }

    @Test
    void reportsOnceWhereThatIsAsked() {
        machine();

        assertEquals(Agent.DONE, agent("60").run("once"));

        assertEquals(1, hub.told("inventory").size());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("and acknowledged"), said + "");
    }

    /** A host as a container on it sees it: the kernel tells the container's own name. */
    private FakeRoot machine() {
        return new FakeRoot(folder.resolve("host"))
                .file("var/lib/dpkg/status", BASH)
                .file("etc/os-release", "NAME=Debian\nID=debian\nVERSION_ID=12\n")
                .file("etc/hostname", "host-7\n")
                .file("proc/sys/kernel/hostname", "0a1b2c3d\n");
    }

    private Agent agent(String minutes) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var environment =
                Map.of(
                        "MUSTER_AGENT_HOME",
                        folder.resolve("home").toString(),
                        "MUSTER_AGENT_ROOT",
                        folder.resolve("host").toString(),
                        "MUSTER_AGENT_HUB",
                        hub.address(),
                        "MUSTER_AGENT_INVENTORY_MINUTES",
                        minutes,
                        "MUSTER_AGENT_STATUS_PORT",
                        "0",
                        "MUSTER_ENROLL_TOKEN",
                        "mst_enroll_test");
        return new Agent(environment, out, out, "1.2.3");
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(Duration.ofMillis(10));
        }
    }
}
