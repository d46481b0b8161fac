package muster.scanner.ssh;

import java.util.Optional;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Shows a login to one device, once: three wrong passwords lock an account on many. */
final class Entrance implements UserInteraction, PasswordAuthenticationReporter {
    private static final String PROTOCOL_2 = "SSH-2.0-";
    private static final String PROTOCOL_1_TOO = "SSH-1.99-";

    private final Login login;
    private volatile boolean isShown;

    Entrance(Login login) {
        this.login = login;
    }

    /** Before it is let in. */
    void prepare(ClientSession session) {
        session.setUserInteraction(this);
        session.setPasswordAuthenticationReporter(this);
        switch (login) {
            case Login.Password one -> session.addPasswordIdentity(one.password().reveal());
            case Login.PrivateKey one -> session.addPublicKeyIdentity(one.key());
        }
    }

    /** What its SSH server calls itself: {@code OpenSSH_9.2p1 Debian-2}. */
    static Optional<String> software(ClientSession session) {
        var version = session.getServerVersion();
        if (version == null) {
            return Optional.empty();
        }
        var text = Printable.of(version);
        return Optional.of(
                text.startsWith(PROTOCOL_2)
                        ? text.substring(PROTOCOL_2.length())
                        : text.startsWith(PROTOCOL_1_TOO)
                                ? text.substring(PROTOCOL_1_TOO.length())
                                : text);
    }

    @Override
    public void signalAuthenticationAttempt(
            ClientSession session, String service, String old, boolean modified, String password) {
        isShown = true;
    }

    /**
     * One question whose answer is not echoed is the one for the password, whatever its words. More
     * are for a second factor, which only a person has.
     */
    @Override
    public String @Nullable [] interactive(
            ClientSession session,
            String name,
            String instruction,
            String language,
            String[] questions,
            boolean[] echoes) {
        if (questions.length == 0) {
            return new String[0];
        }
        boolean asksForPassword = questions.length == 1 && !echoes[0];
        if (asksForPassword && !isShown && login instanceof Login.Password one) {
            isShown = true;
            return new String[] {one.password().reveal()};
        }
        return null;
    }

    @Override
    public @Nullable String getUpdatedPassword(
            ClientSession session, String prompt, String language) {
        return null;
    }
}
