package muster.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import muster.e2e.Eventually;
import muster.e2e.Person;
import muster.e2e.Programs;
import muster.e2e.RunningHub;
import muster.e2e.Scratch;

/**
 * What the real agent takes of this machine between two looks at it: installed by the script,
 * enrolled and reporting.
 */
final class AgentIdle implements Measurement {
    private static final double PERCENT_MAX = 0.2;
    private static final double PRIVATE_MB_MAX = 40;
    private static final double RSS_MB_MAX = 64;
    private static final double KIB_A_MIB = 1024;

    /** USER_HZ, which is the same on all Linux systems. */
    private static final double TICKS_A_SECOND = 100;

    private static final Duration AT_REST_WITHIN = Duration.ofMinutes(4);
    private static final int LOOKING_TICKS = 10;
    private static final Duration BREATH = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "agent-idle";
    }

    @Override
    public void measure(Consumer<Figure> report) throws Exception {
        var settings = Map.of("MUSTER_DOWNLOADS", Programs.downloads().toString());
        try (var scratch = Scratch.named("muster-bench-agent");
                var hub = RunningHub.start(settings)) {
            var home = scratch.folder();
            install(hub, home, token(hub));
            var agent = agent(home, home.resolve("current/bin/muster-agent").toString(), "run");
            try {
                Eventually.holds("the agent is at rest", AT_REST_WITHIN, () -> isAtRest(agent));
                long before = ticks(agent);
                Thread.sleep(TIME);
                double percent = (ticks(agent) - before) / TICKS_A_SECOND / TIME.toSeconds() * 100;
                report.accept(
                        Figure.of("agent-idle-cpu", percent, "% of a core").atMost(PERCENT_MAX));
                // What no file backs: the rest the system takes back when it needs memory.
                report.accept(
                        Figure.of("agent-private", megabytes(agent, "Private_Dirty:"), "MB")
                                .atMost(PRIVATE_MB_MAX));
                report.accept(
                        Figure.of("agent-rss", megabytes(agent, "Rss:"), "MB").atMost(RSS_MB_MAX));
            } finally {
                agent.destroyForcibly().waitFor();
            }
        }
    }

    private static String token(RunningHub hub) {
        var acme = Person.ADA.signUp(hub);
        Person.ADA.confirm(hub);
        return acme.api()
                .post(acme.path("/enrollment-tokens"), Map.of("max_uses", 1))
                .expect(201)
                .json()
                .path("token")
                .asText();
    }

    private static void install(RunningHub hub, Path home, String token) throws Exception {
        var line = "curl -fsSL '" + hub.url("/agent") + "' | sh";
        var script = process(home, Map.of("MUSTER_ENROLL_TOKEN", token, "MUSTER_AGENT_ONCE", "1"));
        if (script.command("sh", "-c", line).start().waitFor() != 0) {
            throw new IOException(Files.readString(home.resolve("log")));
        }
    }

    private static Process agent(Path home, String... command) throws IOException {
        return process(home, Map.of("MUSTER_AGENT_STATUS_PORT", "0")).command(command).start();
    }

    private static ProcessBuilder process(Path home, Map<String, String> more) {
        var builder = new ProcessBuilder().redirectErrorStream(true);
        builder.environment().put("MUSTER_AGENT_HOME", home.toString());
        builder.environment().putAll(more);
        return builder.redirectOutput(home.resolve("log").toFile());
    }

    /** It has looked at the machine, and done little since. */
    private static boolean isAtRest(Process agent) {
        try {
            long before = ticks(agent);
            TimeUnit.MILLISECONDS.sleep(BREATH.toMillis());
            return before > LOOKING_TICKS && ticks(agent) - before < LOOKING_TICKS;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of all its threads, in user and kernel mode. */
    private static long ticks(Process agent) throws IOException {
        var stat = Files.readString(Path.of("/proc/%d/stat".formatted(agent.pid())));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static double megabytes(Process agent, String kind) throws IOException {
        for (var line :
                Files.readAllLines(Path.of("/proc/%d/smaps_rollup".formatted(agent.pid())))) {
            if (line.startsWith(kind)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KIB_A_MIB;
            }
        }
        throw new IOException("no " + kind + " of the agent");
    }
}
