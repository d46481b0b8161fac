package muster.scanner.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import muster.scanner.Credential;
import muster.scanner.Secret;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Who the scanner is to a device, ready to be shown. */
sealed interface Login {
    /** What the scanner's file calls it. */
    String name();

    String user();

    /** Given where a password is asked for, by method {@code password} or keyboard-interactive. */
    record Password(String name, String user, Secret password) implements Login {}

    /** Proves itself, and is shown to nobody. */
    record PrivateKey(String name, String user, KeyPair key) implements Login {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What should be a private key cannot be used as one. */
    final class Unreadable extends Exception {
        private Unreadable(String why) {
            super(why);
        }
    }

    /**
     * The login of a credential.
     *
     * @throws Unreadable with what is wrong, and nothing of the secret
     */
    static Login of(Credential.Ssh credential) throws Unreadable {
        var key = credential.privateKey();
        if (key != null) {
            return new PrivateKey(credential.name(), credential.user(), pair(credential, key));
        }
        var password = credential.password();
        if (password == null) {
            throw new Unreadable(credential.name() + " has neither password nor private key");
        }
        return new Password(credential.name(), credential.user(), password);
    }

    /** As OpenSSH writes keys, or as PEM: PKCS #1, PKCS #8, SEC 1. */
    private static KeyPair pair(Credential.Ssh credential, Secret text) throws Unreadable {
        var passphrase = credential.passphrase();
        try (var in = new ByteArrayInputStream(text.reveal().getBytes(StandardCharsets.UTF_8))) {
            var pairs =
                    SecurityUtils.loadKeyPairIdentities(
                            null,
                            NamedResource.ofName(credential.name()),
                            in,
                            passphrase == null
                                    ? FilePasswordProvider.EMPTY
                                    : FilePasswordProvider.of(passphrase.reveal()));
            var each = pairs == null ? null : pairs.iterator();
            if (each != null && each.hasNext()) {
                return each.next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Its message may hold a piece of the key.
        }
        throw new Unreadable(
                "the private key of %s cannot be read: is it OpenSSH's or PEM, and its passphrase right?"
                        .formatted(credential.name()));
    }
}
