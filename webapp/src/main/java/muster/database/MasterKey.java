package muster.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of a hub: 32 random bytes in a file of mode 0600, made at first start. Everything
 * else that must be secret is derived from it or wrapped by it, so that a backup of the database
 * without this file tells nobody anything.
 */
public final class MasterKey {
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private MasterKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a master key has " + BYTES + " bytes, this one " + bytes.length);
        }
        this.key = new SecretKeySpec(bytes, "HKDF");
    }

    /**
     * The key in this file, which is made if it is not there.
     *
     * @throws IOException the file cannot be read, or holds something else
     */
    public static MasterKey in(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        }
        try {
            return new MasterKey(Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException notAKey) {
            // Nothing of the content: it may be a key that lost a letter.
            throw new IOException(
                    "%s is no master key, which is %d bytes in base64: put back the right file"
                            .formatted(file, BYTES));
        }
    }

    /** A key for tests and throw-away hubs. */
    public static MasterKey of(byte[] bytes) {
        return new MasterKey(bytes.clone());
    }

    /** 32 bytes that only this key and this purpose give. */
    public byte[] derive(String purpose) {
        try {
            var info = purpose.getBytes(StandardCharsets.UTF_8);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .addSalt("muster".getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(info, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HKDF-SHA256 is part of every JDK 25", impossible);
        }
    }

    /** A password that only this key and this purpose give. */
    public String password(String purpose) {
        return HexFormat.of().formatHex(derive(purpose));
    }

    /** Names the key without telling it; the database remembers which key it was made with. */
    public String id() {
        return HexFormat.of().formatHex(derive("key id"), 0, 8);
    }

    private static void make(Path file) throws IOException {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var owner = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        Files.writeString(
                file,
                Base64.getEncoder().encodeToString(bytes) + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
