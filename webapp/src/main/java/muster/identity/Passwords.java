package muster.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import muster.web.Problem;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords, kept as Argon2id (RFC 9106) in the usual text form. A hash costs 19 MiB and tens of
 * milliseconds, so only a few are computed at a time and the others wait their turn.
 */
public final class Passwords {
    public static final int LETTERS_MIN = 10;
    public static final int LETTERS_MAX = 256;

    /** OWASP's first choice for Argon2id. */
    private static final Cost USUAL = new Cost(19 * 1024, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration TURN_MAX = Duration.ofSeconds(10);
    private static final int BUSY_RETRY_SECONDS = 10;

    private final SecureRandom random;
    private final Semaphore turns;
    private final String nobodys;

    /** At most so many hashes at a time. */
    public Passwords(SecureRandom random, int atOnceMax) {
        this.random = random;
        this.turns = new Semaphore(atOnceMax, true);
        this.nobodys = encoded(USUAL, new byte[SALT_BYTES], new byte[HASH_BYTES]);
    }

    /** As many at a time as there are processors, which is as fast as it gets. */
    public Passwords(SecureRandom random) {
        this(random, Runtime.getRuntime().availableProcessors());
    }

    /** What the database keeps of this password. */
    public String hash(String password) {
        return hash(password, USUAL);
    }

    String hash(String password, Cost cost) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encoded(cost, salt, inTurn(() -> argon2id(password, cost, salt)));
    }

    /**
     * Whether this is the password of that hash. Where there is no hash the work is done all the
     * same: how long it takes tells nobody whether a person exists.
     */
    public boolean matches(String password, Optional<String> hash) {
        var parts = hash.orElse(nobodys).split("\\$", -1);
        // What it cost when it was made: passwords outlive a change of what is usual.
        var cost = Cost.of(parts[3]);
        var salt = Base64.getDecoder().decode(parts[4]);
        var expected = Base64.getDecoder().decode(parts[5]);
        var found = inTurn(() -> argon2id(password, cost, salt));
        return MessageDigest.isEqual(expected, found) && hash.isPresent();
    }

    /** How many wait for their turn now. */
    int waiting() {
        return turns.getQueueLength();
    }

    private byte[] inTurn(Supplier<byte[]> work) {
        try {
            if (!turns.tryAcquire(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.tooMany("too many people sign in right now", BUSY_RETRY_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "Stopping", "the hub is stopping");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private static byte[] argon2id(String password, Cost cost, byte[] salt) {
        var parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .withSalt(salt)
                        .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var hash = new byte[HASH_BYTES];
        // The same password typed on another keyboard may come composed differently.
        var text = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String encoded(Cost cost, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$%s$%s$%s"
                .formatted(cost, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** What a hash takes to be computed, written into it. */
    record Cost(int memoryKib, int passes, int lanes) {
        private static final Pattern TEXT = Pattern.compile("m=(\\d+),t=(\\d+),p=(\\d+)");

        static Cost of(String text) {
            var parts = TEXT.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no cost of Argon2: " + text);
            }
            return new Cost(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
        }

        @Override
        public String toString() {
            return "m=%d,t=%d,p=%d".formatted(memoryKib, passes, lanes);
        }
    }
}
