package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {
    @Test
    void namesItsKeyInOneSpelling() {
        var pair = Requests.pair();

        var key = CertificateRequest.read(Requests.pem(pair)).publicKeyText();

        assertEquals(key, CertificateRequest.read(Requests.pem(pair)).publicKeyText());
        assertNotEquals(key, CertificateRequest.read(Requests.pem()).publicKeyText());
    }

    @Test
    void isSignedByItsOwnKey() {
        var stolen = Requests.pem(Requests.pair(), Requests.pair(), "SHA256withECDSA");

        assertRefused(stolen, "by its own key");
        var pair = Requests.pair();
        assertRefused(Requests.pem(pair, pair, "SHA1withECDSA"), "SHA-256");
    }

    @Test
    void isOnP256Alone() {
        var other = Requests.pair("EC", "secp384r1");
        assertRefused(Requests.pem(other), "P-256");
        var rsa = Requests.pair("RSA", "");
        assertRefused(Requests.pem(rsa, rsa, "SHA256withRSA"), "P-256");
        var edwards = Requests.pair("Ed25519", "");
        assertRefused(Requests.pem(edwards, edwards, "Ed25519"), "P-256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "said",
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\n!!!!\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----",
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----"
            })
    void whatIsNoneIsRefused(String text) {
        assertRefused(text, "csr: ");
    }

    @Test
    void aDamagedOneIsRefusedAndNothingElse() {
        var sound = Requests.pem();
        var random = new Random(7);
        for (var i = 0; i < 500; i++) {
            var letters = sound.toCharArray();
            letters[random.nextInt(letters.length)] = (char) (' ' + random.nextInt(95));
            try {
                CertificateRequest.read(new String(letters));
            } catch (CertificateRequest.Malformed refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("csr: "));
            }
        }
        assertRefused("x".repeat(CertificateRequest.LETTERS_MAX + 1), "at most");
    }

    private static void assertRefused(String pem, String why) {
        var refused =
                assertThrows(
                        CertificateRequest.Malformed.class, () -> CertificateRequest.read(pem));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }
}
