package muster.web;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;

/** Token buckets in memory, one for each limit and key that was lately in use. */
public final class RateLimits {
    /** About 300 bytes each. A full table forgets the key that was quiet longest. */
    public static final int BUCKETS_MAX = 100_000;

    /** Longer keys are no address, account or key of ours. */
    public static final int KEY_LETTERS_MAX = 512;

    private final int bucketsMax;
    private final TimeMeter time;
    private final LinkedHashMap<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(RateLimit limit, String key) {}

    /**
     * What a limit says: the values of the RateLimit headers.
     *
     * @param resetSeconds until one more is allowed, or until all are, when some are left
     */
    public record Outcome(boolean allowed, long remaining, long limit, long resetSeconds) {
        /** Refuses what is not allowed: 429 with the limit and when to try again. */
        void require(String words) {
            if (!allowed) {
                throw Problem.tooMany(
                        "more than %,d %s in a minute".formatted(limit, words),
                        Math.toIntExact(resetSeconds));
            }
        }
    }

    public RateLimits(Clock clock) {
        this(clock, BUCKETS_MAX);
    }

    RateLimits(Clock clock, int bucketsMax) {
        this.bucketsMax = bucketsMax;
        this.time = new Meter(clock);
    }

    /**
     * Takes one token of the limit's bucket for this key, or refuses.
     *
     * @param words what there are too many of, such as "logins"
     */
    public void require(RateLimit limit, String key, String words) {
        take(limit, key).require(words);
    }

    /** Takes one token of the limit's bucket for this key, if there is one. */
    public Outcome take(RateLimit limit, String key) {
        var probe = bucket(checked(limit, key)).tryConsumeAndReturnRemaining(1);
        var wait =
                probe.isConsumed()
                        ? probe.getNanosToWaitForReset()
                        : probe.getNanosToWaitForRefill();
        return new Outcome(
                probe.isConsumed(), probe.getRemainingTokens(), limit.perMinute(), seconds(wait));
    }

    /** Whether the limit's bucket for this key has one more token, which stays there. */
    Outcome look(RateLimit limit, String key) {
        var probe = bucket(checked(limit, key)).estimateAbilityToConsume(1);
        return new Outcome(
                probe.canBeConsumed(),
                probe.getRemainingTokens(),
                limit.perMinute(),
                seconds(probe.getNanosToWaitForRefill()));
    }

    /**
     * Refuses where a minute's worth is used up already. What is then done may cost more than is
     * left: it is charged whole, and what comes after it waits the longer.
     */
    public void requireSome(RateLimit limit, String key, String words) {
        look(limit, key).require(words);
    }

    /** Takes so many tokens of the limit's bucket for this key, be they there or not. */
    public void charge(RateLimit limit, String key, int tokens) {
        if (tokens > 0) {
            bucket(checked(limit, key)).consumeIgnoringRateLimits(tokens);
        }
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
    }

    private static Key checked(RateLimit limit, String key) {
        if (key.length() > KEY_LETTERS_MAX) {
            throw new IllegalArgumentException(
                    limit + ": a key of " + key.length() + " letters, at most " + KEY_LETTERS_MAX);
        }
        return new Key(limit, key);
    }

    private synchronized Bucket bucket(Key key) {
        var bucket = buckets.computeIfAbsent(key, this::full);
        if (buckets.size() > bucketsMax) {
            buckets.pollFirstEntry();
        }
        return bucket;
    }

    private Bucket full(Key key) {
        var perMinute = key.limit().perMinute();
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(key.limit().atOnce())
                                .refillGreedy(perMinute, RateLimit.PERIOD)
                                .build())
                .withCustomTimePrecision(time)
                .build();
    }

    /** The clock as the buckets want it. */
    private record Meter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    synchronized int size() {
        return buckets.size();
    }
}
