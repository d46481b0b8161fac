package muster.scanner.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import muster.agent.Disk;
import muster.replay.FakeRouter;
import muster.scanner.Answer;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Range;
import muster.scanner.Ranges;
import muster.scanner.Schedule;
import muster.scanner.Secret;
import muster.scanner.Site;
import muster.wire.Evidence;
import org.jspecify.annotations.Nullable;

/** A scanner that goes to one device, as noc. */
final class Visitor implements AutoCloseable {
    private static final Ranges LOOPBACK = Ranges.of(List.of("127.0.0.0/8"));
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Patient, for slow machines. */
    static final SshLimits PATIENT =
            new SshLimits(LONG, LONG, LONG, LONG, LONG.multipliedBy(3), 256 * 1024, 512 * 1024);

    private final SshInquiry inquiry;
    private final List<Credential> logins = new ArrayList<>();
    private boolean oldAlgorithms;

    Visitor(Path state, SshLimits limits) {
        try {
            inquiry = new SshInquiry(new HostKeys(state, Disk.real()), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Visitor patient(Path state) {
        return new Visitor(state, PATIENT);
    }

    /** One who cuts what takes longer. */
    static Visitor inAHurry(Path state, Duration command) {
        return new Visitor(
                state,
                new SshLimits(command, command, command, command, LONG, 16 * 1024, 64 * 1024));
    }

    /** Lets a device take its time until it is asked. */
    static Visitor inAHurryForAnswers(Path state, Duration command) {
        return new Visitor(
                state, new SshLimits(LONG, LONG, LONG, command, LONG, 16 * 1024, 64 * 1024));
    }

    Visitor as(String name, @Nullable String password, @Nullable String privateKey) {
        return as(name, "noc", password, privateKey);
    }

    Visitor asUser(String user, String privateKey) {
        return as(user, user, null, privateKey);
    }

    private Visitor as(
            String name, String user, @Nullable String password, @Nullable String privateKey) {
        logins.add(
                new Credential.Ssh(
                        name,
                        user,
                        password == null ? null : Secret.of(password),
                        privateKey == null ? null : Secret.of(privateKey),
                        null,
                        LOOPBACK));
        return this;
    }

    Visitor withPassword() {
        return as("noc-login", "river", null);
    }

    Visitor allowingOldAlgorithms() {
        oldAlgorithms = true;
        return this;
    }

    Answer ask(FakeRouter router) throws InterruptedException {
        return ask(router.address());
    }

    Answer ask(InetSocketAddress device) throws InterruptedException {
        int port = device.getPort();
        var site =
                new Site(
                        "HQ",
                        List.of(Range.of("127.0.0.0/8")),
                        List.of(),
                        161,
                        port,
                        100,
                        Schedule.DAILY);
        return inquiry.ask(
                new Candidate(site, device.getAddress(), Set.of(port), logins, oldAlgorithms));
    }

    /** What a command printed, in an answer. */
    static String printed(Answer answer, String command) {
        return answer.evidence().stream()
                .filter(one -> one instanceof Evidence.Cli cli && cli.command().equals(command))
                .map(Evidence::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " is not in " + answer));
    }

    static List<String> commands(Answer answer) {
        return answer.evidence().stream()
                .filter(Evidence.Cli.class::isInstance)
                .map(one -> ((Evidence.Cli) one).command())
                .toList();
    }

    @Override
    public void close() {
        inquiry.close();
    }
}
