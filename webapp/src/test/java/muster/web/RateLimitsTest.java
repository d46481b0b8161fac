package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import muster.web.RateLimits.Outcome;
import org.junit.jupiter.api.Test;

/** How often somebody may do something. */
final class RateLimitsTest {
    private Instant now = Instant.parse("2026-11-22T06:00:00Z");
    private final Clock clock = settable();
    private final RateLimits limits = new RateLimits(clock);

    @Test
    void theSixthLoginOfAMinuteIsRefused() {
        for (int left = 4; left >= 0; left--) {
            var outcome = limits.take(RateLimit.LOGIN_BY_ADDRESS, "203.0.113.7");
            assertTrue(outcome.allowed());
            assertEquals(left, outcome.remaining());
        }
        assertEquals(
                new Outcome(false, 0, 5, 12),
                limits.take(RateLimit.LOGIN_BY_ADDRESS, "203.0.113.7"));
    }

    @Test
    void othersAndOtherLimitsAreNotTouched() {
        exhaust("203.0.113.7");
        assertTrue(limits.take(RateLimit.LOGIN_BY_ADDRESS, "203.0.113.8").allowed());
        assertTrue(limits.take(RateLimit.SIGNUP_BY_ADDRESS, "203.0.113.7").allowed());
    }

    @Test
    void waitingMakesItGoodAgain() {
        exhaust("203.0.113.7");
        now = now.plus(Duration.ofSeconds(12));
        assertTrue(limits.take(RateLimit.LOGIN_BY_ADDRESS, "203.0.113.7").allowed());
        assertFalse(limits.take(RateLimit.LOGIN_BY_ADDRESS, "203.0.113.7").allowed());
        now = now.plus(Duration.ofMinutes(1));
        assertEquals(4, limits.take(RateLimit.LOGIN_BY_ADDRESS, "203.0.113.7").remaining());
    }

    @Test
    void whatIsChargedBeyondTheLimitIsWaitedFor() {
        var all = RateLimit.EVENTS_BY_ORGANIZATION;
        limits.requireSome(all, "acme", "events");
        limits.charge(all, "acme", all.atOnce() + all.perMinute() / 2);

        var refused = assertThrows(Problem.class, () -> limits.requireSome(all, "acme", "events"));
        assertEquals(429, refused.status());
        limits.requireSome(all, "globex", "events");

        now = now.plus(Duration.ofSeconds(29));
        assertThrows(Problem.class, () -> limits.requireSome(all, "acme", "events"));
        now = now.plus(Duration.ofSeconds(2));
        limits.requireSome(all, "acme", "events");
    }

    @Test
    void aFullTableForgetsTheQuietestKey() {
        var few = new RateLimits(clock, 2);
        few.take(RateLimit.LOGIN_BY_ADDRESS, "quiet");
        few.take(RateLimit.LOGIN_BY_ADDRESS, "busy");
        few.take(RateLimit.LOGIN_BY_ADDRESS, "quiet");
        few.take(RateLimit.LOGIN_BY_ADDRESS, "new");
        assertEquals(2, few.size());
        assertEquals(2, few.take(RateLimit.LOGIN_BY_ADDRESS, "quiet").remaining());
    }

    @Test
    void aKeyHasALimitOfItsOwn() {
        var endless = "x".repeat(RateLimits.KEY_LETTERS_MAX + 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> limits.take(RateLimit.LOGIN_BY_ACCOUNT, endless));
    }

    private void exhaust(String key) {
        while (limits.take(RateLimit.LOGIN_BY_ADDRESS, key).allowed()) {
            assertTrue(limits.size() > 0);
        }
    }

    private Clock settable() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
