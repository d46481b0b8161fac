package muster.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of a hub: 32 random bytes in a file of mode 0600. Everything else that must be
 * secret is derived from it or wrapped by it, so that a backup of the database without this file
 * tells nobody anything.
 */
public final class MasterKey {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rw-------");
    private static final String UNFINISHED = "unfinished-key";
    private static final System.Logger LOG = System.getLogger(MasterKey.class.getName());

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecretKeySpec sealing;

    private MasterKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a master key has " + BYTES + " bytes, this one " + bytes.length);
        }
        this.key = new SecretKeySpec(bytes, "HKDF");
        this.sealing = new SecretKeySpec(derive("sealing"), "AES");
    }

    /**
     * The key in this file for a hub of one's own: made if it is not there, and closed to others if
     * it is open to them.
     *
     * @throws IOException the file cannot be read, or holds something else
     */
    public static MasterKey in(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        } else if (isOpenToOthers(file)) {
            LOG.log(System.Logger.Level.WARNING, "others could read {0}: it is closed now", file);
            Files.setPosixFilePermissions(file, OWNER_ALONE);
        }
        return kept(file);
    }

    /**
     * The key in this file for a hub that serves others, which makes none.
     *
     * @throws IOException the file cannot be read, or holds something else
     */
    public static MasterKey kept(Path file) throws IOException {
        try {
            return new MasterKey(Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException notAKey) {
            // Nothing of the content: it may be a key that lost a letter.
            throw new IOException(
                    "%s is no master key, which is %d bytes in base64: put back the right file"
                            .formatted(file, BYTES));
        }
    }

    /** Why this file cannot be the key of a hub that serves others, and how to mend it: a line. */
    public static Optional<String> fault(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of(
                        ("there is no master key %1$s: put it back, or make one for a new hub with"
                                        + " (umask 077; head -c %2$d /dev/urandom | base64 > %1$s)")
                                .formatted(file, BYTES));
            } else if (isOpenToOthers(file)) {
                return Optional.of("others may read the master key: chmod 600 %s".formatted(file));
            } else {
                return Optional.empty();
            }
        } catch (IOException failure) {
            return Optional.of("the master key %s cannot be looked at".formatted(file));
        }
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        return !OWNER_ALONE.containsAll(Files.getPosixFilePermissions(file));
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

    /**
     * These bytes as the database may keep them: with AES-256-GCM, for this place alone. Who copies
     * them to another place, or has another key, opens nothing.
     *
     * @param place where they are kept, such as {@code authorities}
     */
    public byte[] seal(String place, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, place, nonce).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM is part of every JDK", impossible);
        }
    }

    /**
     * What was sealed by this key for this place.
     *
     * @throws IllegalStateException it was not, or was altered
     */
    public byte[] open(String place, byte[] sealed) {
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("what is kept at " + place + " is cut short");
        }
        try {
            var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, place, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException altered) {
            throw new IllegalStateException(
                    "what is kept at "
                            + place
                            + " was sealed by another master key or for another place",
                    altered);
        }
    }

    // A cipher is made for each use: it is no thing for two threads.
    private Cipher cipher(int mode, String place, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
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
        RANDOM.nextBytes(bytes);
        var text = Base64.getEncoder().encodeToString(bytes) + "\n";
        // What is encrypted with a key that a power cut takes is lost: nobody sees it unwritten.
        var folder = file.toAbsolutePath().getParent();
        var closed = PosixFilePermissions.asFileAttribute(OWNER_ALONE);
        var unfinished = Files.createTempFile(folder, UNFINISHED, "", closed);
        try (var written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            written.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            written.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
