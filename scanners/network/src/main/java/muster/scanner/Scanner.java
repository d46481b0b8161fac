package muster.scanner;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import muster.agent.Disk;
import muster.agent.Home;
import muster.agent.Journal;
import muster.scanner.http.FirewallInquiry;
import muster.scanner.http.GreetingInquiry;
import muster.scanner.http.UpnpInquiry;
import muster.scanner.http.WebInquiry;
import muster.scanner.snmp.SnmpInquiry;
import muster.scanner.ssh.HostKeys;
import muster.scanner.ssh.SshInquiry;
import muster.scanner.ssh.SshLimits;
import org.jspecify.annotations.Nullable;

/** The scanner's program: what its verbs do, and what it ends with. */
public final class Scanner {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    private static final Duration END_PATIENCE = Duration.ofSeconds(12);

    private static final String USAGE =
            """
            Usage: muster scanner VERB --config FILE
              check  what the file would touch, and each credential tried
              run    scan every site when it is due, until stopped
                     --once           scan every site once
                     --output FILE    a line of JSON for each address\
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final String version;

    Scanner(Map<String, String> environment, PrintStream out, PrintStream err, String version) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.version = version;
    }

    public static void main(String... words) {
        var version = System.getProperty("muster.scanner.version", "development");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var ended = new CountDownLatch(1);
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main, ended)));
        int status = new Scanner(System.getenv(), out, System.err, version).run(words);
        ended.countDown();
        System.exit(status);
    }

    /** Lets the scan keep what it saw before the program ends. */
    private static void end(Thread main, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        main.interrupt();
        try {
            ended.await(END_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what a verb says; returns what the program ends with. */
    int run(String... words) {
        Arguments arguments;
        try {
            arguments = Arguments.of(words);
        } catch (Arguments.Wrong e) {
            return say(WRONG_USE, e.getMessage() + "\n" + USAGE);
        }
        try {
            var file = ScannerFile.read(arguments.config(), environment);
            return switch (arguments.verb()) {
                case CHECK -> check(file);
                case RUN -> run(file, arguments);
            };
        } catch (ScannerFile.Refused e) {
            boolean checked = arguments.verb() == Arguments.Verb.CHECK;
            return say(checked ? FAILED : WRONG_USE, e.getMessage());
        } catch (IOException e) {
            return say(FAILED, e.getMessage());
        } catch (InterruptedException e) {
            return say(FAILED, "ended before all was done");
        }
    }

    private int say(int status, @Nullable String what) {
        err.println("muster scanner: " + what);
        return status;
    }

    /** What a verb does with the ways of asking. */
    private interface Work<T> {
        T with(Inquest inquest) throws IOException, InterruptedException;
    }

    private <T> T asking(ScannerFile file, Work<T> work) throws IOException, InterruptedException {
        var redaction = Redaction.of(file.credentials());
        makeFolder(file.state());
        var hostKeys = new HostKeys(file.state(), Disk.real());
        try (var snmp = new SnmpInquiry(redaction, SnmpInquiry.Patience.USUAL);
                var ssh = new SshInquiry(hostKeys, SshLimits.DEFAULT);
                var firewall = new FirewallInquiry(hostKeys);
                var web = new WebInquiry();
                var greeting = new GreetingInquiry();
                var upnp = new UpnpInquiry();
                var inquest =
                        new Inquest(file, snmp, List.of(ssh, firewall, web, greeting, upnp))) {
            return work.with(inquest);
        }
    }

    /** Which keys devices have is nobody else's business. */
    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Home.open(folder, Disk.real()).close();
            } catch (IOException e) {
                throw new IOException("state: %s cannot be made: %s".formatted(folder, e), e);
            }
        }
    }

    private int check(ScannerFile file) throws IOException, InterruptedException {
        return asking(file, inquest -> new Check(file, inquest, out).run()) ? DONE : FAILED;
    }

    private int run(ScannerFile file, Arguments arguments)
            throws IOException, InterruptedException {
        file.warnings().forEach(err::println);
        var why =
                file.hub().isEmpty()
                        ? runAlone(file, arguments)
                        : runReporting(file, file.hub().get(), arguments);
        return why.isEmpty() ? DONE : say(FAILED, why.get());
    }

    private Optional<String> runAlone(ScannerFile file, Arguments arguments)
            throws IOException, InterruptedException {
        try (var output = arguments.output().isPresent() ? lines(arguments.output().get()) : null) {
            var lines = output == null ? out : output;
            return asking(file, inquest -> scan(file, inquest, null, lines, arguments));
        }
    }

    private Optional<String> runReporting(
            ScannerFile file, ScannerFile.HubAddress hub, Arguments arguments)
            throws IOException, InterruptedException {
        var journal = new Journal(Clock.systemUTC(), err::println);
        try (var output = arguments.output().isPresent() ? lines(arguments.output().get()) : null;
                var reporter = Reporter.open(file, hub, version, journal)) {
            reporter.start();
            return asking(file, inquest -> scan(file, inquest, reporter, output, arguments));
        }
    }

    private Optional<String> scan(
            ScannerFile file,
            Inquest inquest,
            @Nullable Reporter reporter,
            @Nullable PrintStream output,
            Arguments arguments)
            throws IOException, InterruptedException {
        var run = new Run(file, inquest, reporter, output, err, Terminal.isStandardError());
        if (arguments.once()) {
            return run.once();
        }
        run.always();
        return Optional.empty();
    }

    private static PrintStream lines(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return new PrintStream(new FileOutputStream(file.toFile()), true, StandardCharsets.UTF_8);
    }
}
