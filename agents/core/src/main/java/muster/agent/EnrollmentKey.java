package muster.agent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The key that a collector enrolls with: the same until it is in. By it the hub knows one whose
 * answer was lost on the way, and does not make it two.
 */
final class EnrollmentKey {
    private static final String FILE = "enrolling.json";
    private static final String ALGORITHM = "EC";

    private EnrollmentKey() {}

    /** The one that lies in this folder, else a new one, which lies there from now on. */
    static KeyPair in(Home home, Fingerprint machine) throws IOException, GeneralSecurityException {
        var kept = kept(home, machine);
        if (kept.isPresent()) {
            return kept.get();
        }
        var generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        home.write(
                FILE,
                Json.object(json -> {
                    json.writeStringField("private_key", text(pair.getPrivate().getEncoded()));
                    json.writeStringField("public_key", text(pair.getPublic().getEncoded()));
                    json.writeFieldName("machine");
                    machine.write(json);
                }));
        return pair;
    }

    /** The collector is in. */
    static void forget(Home home) throws IOException {
        home.delete(FILE);
    }

    /** A copied disk must not make one collector of two machines. */
    private static Optional<KeyPair> kept(Home home, Fingerprint machine) throws IOException {
        var file = home.read(FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            var json = Json.read(file.get());
            return machine.isAnotherThan(Fingerprint.read(json.object("machine")))
                    ? Optional.empty()
                    : Optional.of(pair(json));
        } catch (Json.Unreadable | IllegalArgumentException | GeneralSecurityException damaged) {
            return Optional.empty();
        }
    }

    private static KeyPair pair(Json json) throws Json.Unreadable, GeneralSecurityException {
        var keys = KeyFactory.getInstance(ALGORITHM);
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(bytes(json.text("public_key")))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(json.text("private_key")))));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
