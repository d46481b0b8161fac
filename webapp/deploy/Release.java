import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs what is released. Called by the launcher with the release key, the folder of files, and the
 * files' names; writes a .sig beside each (ECDSA over the file, in DER), SHA256SUMS with one of its
 * own, and muster-release.pub. A key that is missing is made: it is good for development only.
 */
final class Release {
    private static final String PUBLIC_KEY = "muster-release.pub";
    private static final String SUMS = "SHA256SUMS";
    private static final String SIGNATURE = ".sig";

    private Release() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var key = Path.of(arguments[0]);
        var folder = Path.of(arguments[1]);
        if (!Files.exists(key)) {
            make(key);
        }
        var sums = new StringBuilder();
        for (var name : List.of(arguments).subList(2, arguments.length)) {
            var bytes = Files.readAllBytes(folder.resolve(name));
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            sums.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
            Files.write(folder.resolve(name + SIGNATURE), signature(key, bytes));
        }
        var listed = sums.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(SUMS), listed);
        Files.write(folder.resolve(SUMS + SIGNATURE), signature(key, listed));
        Files.copy(publicKey(key), folder.resolve(PUBLIC_KEY), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Both halves are files: the public one stands beside the private one. */
    private static void make(Path key) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(key, ownerOnly);
        Files.writeString(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(publicKey(key), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static Path publicKey(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    private static byte[] signature(Path key, byte[] signed)
            throws IOException, GeneralSecurityException {
        var factory = KeyFactory.getInstance("EC");
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(factory.generatePrivate(new PKCS8EncodedKeySpec(der(key))));
        signature.update(signed);
        var code = signature.sign();
        PublicKey known = factory.generatePublic(new X509EncodedKeySpec(der(publicKey(key))));
        signature.initVerify(known);
        signature.update(signed);
        if (!signature.verify(code)) {
            throw new IOException(publicKey(key) + " is not the public half of " + key);
        }
        return code;
    }

    private static byte[] der(Path pem) throws IOException {
        return Base64.getMimeDecoder()
                .decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String pem(String label, byte[] der) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
    }
}
