package muster.agent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * A request for a certificate in DER. The JDK reads certificates, but writes no requests.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2986">RFC 2986, PKCS #10</a>
 */
final class Csr {
    private static final int ATTRIBUTES = 0xa0;

    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };

    /** Longer ones have no place in a certificate's name (ub-common-name). */
    private static final int NAME_CHARACTERS_MAX = 64;

    private Csr() {}

    /** In PEM, signed by the pair's own private key, which is of P-256. */
    static String of(String commonName, KeyPair pair) throws GeneralSecurityException {
        var info =
                Der.of(
                        Der.SEQUENCE,
                        Der.of(Der.INTEGER, new byte[] {0}),
                        name(commonName),
                        pair.getPublic().getEncoded(),
                        Der.of(ATTRIBUTES));
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(info);
        var request =
                Der.of(
                        Der.SEQUENCE,
                        info,
                        Der.of(Der.SEQUENCE, ECDSA_WITH_SHA256),
                        Der.of(Der.BIT_STRING, new byte[] {0}, signature.sign()));
        return Pem.of("CERTIFICATE REQUEST", request);
    }

    private static byte[] name(String commonName) {
        var cut = commonName.substring(0, Math.min(commonName.length(), NAME_CHARACTERS_MAX));
        var text = Der.of(Der.UTF8_STRING, cut.getBytes(StandardCharsets.UTF_8));
        return Der.of(Der.SEQUENCE, Der.of(Der.SET, Der.of(Der.SEQUENCE, COMMON_NAME, text)));
    }
}
