package muster.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes certificates as a hub does, since the JDK makes none. */
final class TestAuthority {
    private static final String NAME = "Test authority";
    private static final int BOOLEAN = 0x01;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int ADDRESS = 0x87;
    private static final byte[] BASIC = {0x55, 0x1d, 0x13};
    private static final byte[] NAMES = {0x55, 0x1d, 0x11};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };

    private final KeyPair pair = newPair();
    private final AtomicInteger serial = new AtomicInteger();

    /** What a request asks for, read without the code that wrote it. */
    record Requested(PublicKey key, boolean signedByKey) {}

    static KeyPair newPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String certificate(PublicKey of, Instant from, Duration life) {
        return certificate("Test collector", of, from, life);
    }

    String bundle(Instant now) {
        var ca = Der.of(Der.SEQUENCE, Der.of(BOOLEAN, new byte[] {-1}));
        return certificate(
                NAME, pair.getPublic(), now, Duration.ofDays(3650), extension(BASIC, ca));
    }

    /** Shows a certificate for 127.0.0.1 by this authority, and believes what is by it. */
    SSLContext context(Instant now) {
        try {
            var server = newPair();
            var names = Der.of(Der.SEQUENCE, Der.of(ADDRESS, new byte[] {127, 0, 0, 1}));
            var before = now.minus(Duration.ofDays(1));
            var shown =
                    certificate(
                            "Test hub",
                            server.getPublic(),
                            before,
                            Duration.ofDays(7),
                            extension(NAMES, names));
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = Pem.certificates(shown).toArray(new Certificate[0]);
            store.setKeyEntry("hub", server.getPrivate(), new char[0], chain);
            store.setCertificateEntry("ca", Pem.certificates(bundle(before)).getFirst());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private String certificate(
            String subject, PublicKey of, Instant from, Duration life, byte[]... extensions) {
        try {
            var algorithm = Der.of(Der.SEQUENCE, Der.of(OBJECT_ID, ECDSA_WITH_SHA256));
            var content =
                    Der.of(
                            Der.SEQUENCE,
                            Der.of(VERSION, Der.of(Der.INTEGER, new byte[] {2})),
                            Der.of(Der.INTEGER, new byte[] {(byte) serial.incrementAndGet()}),
                            algorithm,
                            name(NAME),
                            Der.of(Der.SEQUENCE, time(from), time(from.plus(life))),
                            name(subject),
                            of.getEncoded(),
                            extensions.length == 0
                                    ? new byte[0]
                                    : Der.of(EXTENSIONS, Der.of(Der.SEQUENCE, extensions)));
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            var signed = Der.of(Der.BIT_STRING, new byte[] {0}, signature.sign());
            return Pem.of("CERTIFICATE", Der.of(Der.SEQUENCE, content, algorithm, signed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] extension(byte[] id, byte[] value) {
        return Der.of(Der.SEQUENCE, Der.of(OBJECT_ID, id), Der.of(OCTET_STRING, value));
    }

    static Requested read(String csr) {
        var text = csr.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var request = new Parts(Base64.getDecoder().decode(text)).inner();
        var info = request.next();
        request.next();
        var signature = request.next();
        var fields = new Parts(info).inner();
        fields.next();
        fields.next();
        try {
            var key =
                    KeyFactory.getInstance("EC")
                            .generatePublic(new X509EncodedKeySpec(fields.next()));
            var check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(info);
            var code = new Parts(signature).content();
            return new Requested(key, check.verify(code, 1, code.length - 1));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] name(String text) {
        var value = Der.of(Der.UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
        var attribute = Der.of(Der.SEQUENCE, Der.of(OBJECT_ID, COMMON_NAME), value);
        return Der.of(Der.SEQUENCE, Der.of(Der.SET, attribute));
    }

    private static byte[] time(Instant at) {
        var text =
                DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(at);
        return Der.of(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Walks over values that stand one after another. */
    private static final class Parts {
        private final byte[] all;
        private int at;

        Parts(byte[] all) {
            this.all = all;
        }

        Parts inner() {
            return new Parts(content());
        }

        byte[] content() {
            int[] edges = edges();
            return Arrays.copyOfRange(all, edges[0], edges[1]);
        }

        byte[] next() {
            int start = at;
            at = edges()[1];
            return Arrays.copyOfRange(all, start, at);
        }

        private int[] edges() {
            int length = all[at + 1] & 0xff;
            int start = at + 2;
            if (length > 0x80) {
                int bytesOfLength = length & 0x7f;
                length = 0;
                for (int i = 0; i < bytesOfLength; i++) {
                    length = (length << 8) | (all[start++] & 0xff);
                }
            }
            return new int[] {start, start + length};
        }
    }
}
