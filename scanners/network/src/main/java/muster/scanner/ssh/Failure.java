package muster.scanner.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.wire.Evidence;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/** Why nobody was let in, in words for who has to mend it. */
final class Failure {
    private static final int WORDS_MAX = 200;

    private Failure() {}

    /** Before there was a session. */
    static Answer connecting(IOException e) {
        if (has(e, TimeoutException.class)) {
            return Answer.none(Outcome.SILENT, "SSH: no connection in time");
        } else if (has(e, ConnectException.class)) {
            return Answer.none(Outcome.SILENT, "SSH: the connection was refused");
        } else {
            return Answer.none(Outcome.ERROR, "SSH: " + words(e));
        }
    }

    /** During key exchange and authentication. */
    static Answer entering(
            ClientSession session, Login login, IOException failed, List<Evidence> greeting) {
        var refusal = Trust.refusal(session);
        var trouble = Trust.trouble(session).orElse(failed);
        int code = code(trouble) == 0 ? code(failed) : code(trouble);
        if (refusal.isPresent()) {
            return new Answer(Outcome.ERROR, greeting, "SSH: " + refusal.get());
        } else if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                || code == SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME) {
            return new Answer(Outcome.WRONG_CREDENTIAL, greeting, "SSH: refused " + login.name());
        } else if (code == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED) {
            return new Answer(
                    Outcome.UNSUPPORTED,
                    greeting,
                    "SSH: no common algorithms; old_algorithms of the file may allow its own ("
                            + words(trouble)
                            + ")");
        } else if (has(failed, TimeoutException.class)) {
            return new Answer(reached(greeting), greeting, "SSH: not let in in time");
        } else {
            return new Answer(
                    reached(greeting),
                    greeting,
                    "SSH: the connection ended before the login: " + words(trouble));
        }
    }

    private static Outcome reached(List<Evidence> greeting) {
        return greeting.isEmpty() ? Outcome.UNSUPPORTED : Outcome.GREETED;
    }

    private static int code(Throwable e) {
        for (var each = e; each != null; each = each.getCause()) {
            if (each instanceof SshException ssh && ssh.getDisconnectCode() != 0) {
                return ssh.getDisconnectCode();
            }
        }
        return 0;
    }

    private static boolean has(Throwable e, Class<? extends Throwable> kind) {
        for (var each = e; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /** A device may have written them. */
    static String words(Throwable e) {
        var text =
                Printable.of(
                        e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        return text.substring(0, Math.min(WORDS_MAX, text.length()));
    }
}
