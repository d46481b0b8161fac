package muster.scanner.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Inquiry;
import muster.wire.Evidence;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;

/**
 * Asks devices over SSH what they are. Each blocks its own virtual thread; all bytes are moved by a
 * few threads that wait for none of them.
 */
public final class SshInquiry implements Inquiry, AutoCloseable {
    /** What goes wrong with a device is in its answer; MINA would say it again, in a log. */
    private static final Logger MINA = Logger.getLogger("org.apache.sshd");

    static {
        MINA.setLevel(Level.OFF);
    }

    private final HostKeys hostKeys;
    private final SshLimits limits;
    private final Caution caution = new Caution(Clock.systemUTC());
    private final SshClient safe;
    private final SshClient old;

    public SshInquiry(HostKeys hostKeys, SshLimits limits) {
        this.hostKeys = hostKeys;
        this.limits = limits;
        safe = Clients.started(false, limits, new Trust(hostKeys));
        old = Clients.started(true, limits, new Trust(hostKeys));
    }

    /** Why this login opens nothing anywhere; empty where it may. */
    public static Optional<String> whyUnusable(Credential.Ssh credential) {
        try {
            Login.of(credential);
            return Optional.empty();
        } catch (Login.Unreadable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        safe.stop();
        old.stop();
    }

    /** Shows the candidate's logins in turn, on a connection each, until one is let in. */
    @Override
    public Answer ask(Candidate candidate) throws InterruptedException {
        int port = candidate.site().sshPort();
        if (!candidate.openPorts().contains(port)) {
            return Answer.none(Outcome.SILENT, "SSH: port %d is not open".formatted(port));
        }
        var device = new InetSocketAddress(candidate.address(), port);
        var client = candidate.oldAlgorithms() ? old : safe;
        var refused = new ArrayList<String>();
        var answer = Answer.none(Outcome.UNSUPPORTED, "SSH: no login is allowed there");
        for (var credential : candidate.credentials(Credential.Ssh.class)) {
            answer = ask(client, device, credential);
            if (answer.outcome() != Outcome.WRONG_CREDENTIAL) {
                return answer;
            }
            refused.add(answer.why());
        }
        return refused.size() < 2
                ? answer
                : new Answer(answer.outcome(), answer.evidence(), String.join("; ", refused));
    }

    private Answer ask(SshClient client, InetSocketAddress device, Credential.Ssh credential)
            throws InterruptedException {
        var user = credential.user();
        if (!caution.begin(user)) {
            return Answer.none(
                    Outcome.WRONG_CREDENTIAL,
                    "SSH: %d devices refused %s and none let it in: not shown here, so that no account is locked"
                            .formatted(Caution.REFUSALS_MAX, credential.name()));
        }
        boolean refused = false;
        try {
            var answer = enter(client, device, Login.of(credential));
            refused = answer.outcome() == Outcome.WRONG_CREDENTIAL;
            return answer;
        } catch (Login.Unreadable e) {
            return Answer.none(Outcome.ERROR, "SSH: " + e.getMessage());
        } finally {
            caution.end(user, refused);
        }
    }

    private Answer enter(SshClient client, InetSocketAddress device, Login login)
            throws InterruptedException {
        var deadline = Deadline.in(limits.device());
        ClientSession session;
        try {
            session =
                    client.connect(login.user(), device)
                            .verify(deadline.within(limits.connect()).left())
                            .getSession();
        } catch (IOException e) {
            return Failure.connecting(e);
        }
        try {
            return let(session, login, device.getPort(), deadline);
        } finally {
            // Nobody waits for a goodbye.
            session.close(true);
        }
    }

    private Answer let(ClientSession session, Login login, int port, Deadline deadline)
            throws InterruptedException {
        var entrance = new Entrance(login);
        var within = deadline.within(limits.login());
        entrance.prepare(session);
        try {
            session.waitFor(
                    EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED),
                    within.left());
            // On the disk before anything is shown to it.
            hostKeys.save();
        } catch (IOException e) {
            return new Answer(Outcome.ERROR, greeting(session, port), "SSH: " + e.getMessage());
        }
        try {
            session.auth().verify(within.left());
        } catch (IOException e) {
            return Failure.entering(session, login, e, greeting(session, port));
        }
        caution.letIn(login.user());
        var interview = new Interview(session, limits, deadline);
        return interview.held(login.name(), greeting(session, port));
    }

    /** What it says to whoever connects. */
    private static List<Evidence> greeting(ClientSession session, int port) {
        return Entrance.software(session)
                .map(one -> List.<Evidence>of(new Evidence.Banner("ssh", port, one)))
                .orElse(List.of());
    }
}
