package muster.identity.saml;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times of messages: in UTC and said so. */
final class SamlTime {
    /** By how much the clock of an identity provider may differ from ours. */
    static final Duration SKEW = Duration.ofMinutes(3);

    /** How long a message may be taken, and so how long it must be remembered. */
    static final Duration VALID_MAX = Duration.ofHours(24);

    private static final Pattern UTC =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    private SamlTime() {}

    static Optional<Instant> find(String text) {
        try {
            return UTC.matcher(text).matches()
                    ? Optional.of(Instant.parse(text))
                    : Optional.empty();
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    static boolean isPast(Instant end, Instant now) {
        return !now.isBefore(end.plus(SKEW));
    }

    static boolean isFuture(Instant begin, Instant now) {
        return now.isBefore(begin.minus(SKEW));
    }
}
