package muster.install;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import muster.database.Sha256;

/**
 * Whom a machine must trust where the hub itself makes https of what it serves. Nobody else vouches
 * for it: who enrolls compares the file with what the page says, which was opened by somebody who
 * trusts it already.
 *
 * @param pem the certificates, of which there are two while one takes over from another
 */
public record OwnAuthority(Supplier<String> pem) {
    static final String FILE = "muster-ca.pem";

    /** In hexadecimal, of the file as it is fetched now. */
    String sha256() {
        return Sha256.of(bytes());
    }

    byte[] bytes() {
        return pem.get().getBytes(StandardCharsets.US_ASCII);
    }
}
