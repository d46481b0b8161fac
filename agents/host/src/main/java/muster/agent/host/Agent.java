package muster.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import muster.agent.Applicant;
import muster.agent.Collector;
import muster.agent.Disk;
import muster.agent.Fingerprint;
import muster.agent.Home;
import muster.agent.Hub;
import muster.agent.Journal;
import muster.agent.Pace;
import muster.agent.Setup;
import muster.agent.Trust;
import org.jspecify.annotations.Nullable;

/** The agent's program: what its verbs do, and what it ends with. */
public final class Agent {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    private static final String STATUS_PORT = "status-port";
    private static final Duration ONCE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration HUB_PATIENCE = Duration.ofSeconds(30);

    /** Of one processor, while it looks at the machine by itself. */
    private static final int SHARE_PERCENT = 25;

    /** Whoever waits for the one report is not helped by a slow one. */
    private static final int NO_LIMIT_PERCENT = 100;

    private static final String USAGE =
            """
            Usage: muster-agent [verb]
              run        report to the hub until stopped (the default verb)
              once       report once; ends with 0 when the hub has it
              enroll     the same, with the token in MUSTER_ENROLL_TOKEN
              look       what would be reported, and to nobody
              status     how the agent on this machine is doing
              uninstall  what removing it takes
              version    which one this is
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final String version;

    Agent(Map<String, String> environment, PrintStream out, PrintStream err, String version) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.clock = Clock.systemUTC();
        this.version = version;
    }

    /** The program: see {@code muster-agent help}. */
    public static void main(String[] arguments) {
        var version = System.getProperty("muster.agent.version", "development");
        var agent = new Agent(System.getenv(), System.out, System.err, version);
        System.exit(agent.run(arguments));
    }

    /** Does what a verb says; returns what the program ends with. */
    int run(String... arguments) {
        try {
            var settings = Settings.read(environment);
            var verb = arguments.length > 0 ? arguments[0] : settings.once() ? "once" : "run";
            return switch (verb) {
                case "run" -> inHome(settings, SHARE_PERCENT, this::serve);
                case "once", "enroll" -> inHome(settings, NO_LIMIT_PERCENT, this::reportOnce);
                case "look" -> look(settings);
                case "status" -> new LocalStatus(stateOf(settings), STATUS_PORT).print(out);
                case "uninstall" -> uninstall(settings);
                case "version" -> say(version);
                case "help", "--help" -> say(USAGE.strip());
                default -> wrongUse("there is no verb \"%s\"\n%s".formatted(verb, USAGE));
            };
        } catch (Settings.Refused e) {
            return wrongUse(e.getMessage());
        } catch (IOException e) {
            return failed(e.getMessage());
        }
    }

    /** What a verb does while the agent's folder is its own. */
    private interface Work {
        int in(Settings settings, Home home, Survey survey, Collector collector) throws IOException;
    }

    private int inHome(Settings settings, int share, Work work) throws IOException {
        try (var home = Home.open(stateOf(settings), Disk.real())) {
            var address = settings.hub() == null ? home.hub().orElse(null) : settings.hub();
            if (address == null) {
                return wrongUse("hub: set MUSTER_AGENT_HUB to the address of the hub");
            }
            var survey = survey(settings, share);
            try (var collector = new Collector(setup(settings, survey, home, address))) {
                return work.in(settings, home, survey, collector);
            }
        }
    }

    private int serve(Settings settings, Home home, Survey survey, Collector collector)
            throws IOException {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(collector, ended)));
        try {
            return report(settings, home, survey, collector);
        } finally {
            ended.countDown();
        }
    }

    private static int report(Settings settings, Home home, Survey survey, Collector collector)
            throws IOException {
        if (settings.statusPort() == 0) {
            collector.run(survey::giveBack);
            return DONE;
        }
        try (var page = StatusPage.serve(settings.statusPort(), collector::status)) {
            Files.writeString(home.folder().resolve(STATUS_PORT), Integer.toString(page.port()));
            collector.run(survey::giveBack);
        }
        return DONE;
    }

    /**
     * Lets the batch that is under way arrive before the program ends. Its thread goes on to exit,
     * which waits for this: nobody can wait for the thread itself.
     */
    private static void end(Collector collector, CountDownLatch ended) {
        collector.close();
        try {
            ended.await(HUB_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private int reportOnce(Settings settings, Home home, Survey survey, Collector collector)
            throws IOException {
        var why = collector.once(ONCE_PATIENCE);
        if (why.isPresent()) {
            return failed(why.get());
        }
        return say("reported to " + collector.status().hub() + " and acknowledged");
    }

    private int look(Settings settings) {
        return say(new String(survey(settings, NO_LIMIT_PERCENT).get().encode(), UTF_8));
    }

    private int uninstall(Settings settings) {
        return say(
                """
                Nothing was removed. To remove the agent, run the install script's uninstall:
                it stops the service muster-agent and removes its unit, then %s
                with the identity in it. Then revoke the agent on the hub's page of collectors.\
                """
                        .formatted(settings.folder()));
    }

    private Setup setup(Settings settings, Survey survey, Home home, URI hub) {
        return new Setup(
                home,
                new Hub(
                        hub,
                        trust(settings.ca()),
                        settings.plainHttp(),
                        settings.proxy(),
                        HUB_PATIENCE),
                settings.token(),
                new Applicant(
                        survey.computer().hostname(),
                        "agent",
                        version,
                        platform(),
                        Fingerprint.of(survey.computer().marks())),
                survey,
                Pace.USUAL.lookingEvery(settings.inventory()),
                settings.spool(),
                clock,
                RandomGenerator.getDefault(),
                new Journal(clock, err::println));
    }

    private Survey survey(Settings settings, int share) {
        var budget = new Budget(share, clock, Agent::rest);
        return new Survey(settings.root(), settings.hostname(), version, clock, budget);
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Trust trust(@Nullable Path file) {
        return file == null ? Trust.ofSystem() : Trust.in(file);
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-');
        return system + "-" + System.getProperty("os.arch");
    }

    private static Path stateOf(Settings settings) {
        return settings.folder().resolve(Settings.STATE);
    }

    private int say(String text) {
        out.println(text);
        return DONE;
    }

    private int failed(@Nullable String why) {
        err.println("muster-agent: " + why);
        return FAILED;
    }

    private int wrongUse(@Nullable String why) {
        err.println("muster-agent: " + why);
        return WRONG_USE;
    }
}
