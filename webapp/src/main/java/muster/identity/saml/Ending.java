package muster.identity.saml;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When something runs out without which nobody signs in.
 *
 * @param whose ours or theirs
 * @param days how many are left, none and fewer where it is over
 */
public record Ending(String whose, Instant at, long days) {
    private static final long URGENT_DAYS = 7;
    private static final long[] WARNING_DAYS = {URGENT_DAYS, 30, 60};

    /** On both sides of a connection. */
    static List<Ending> of(Connection one, Instant now) {
        return List.of(
                of("ours", one.keys().getFirst().notAfter(), now), of("theirs", theirs(one), now));
    }

    /** Those that it is time to think of. */
    static List<Ending> near(Connection one, Instant now) {
        return of(one, now).stream().filter(it -> it.mark().isPresent()).toList();
    }

    private static Ending of(String whose, Instant at, Instant now) {
        return new Ending(whose, at, Duration.between(now, at).toDays());
    }

    private static Instant theirs(Connection one) {
        // What is fetched each day is made anew by who publishes it, long before it runs out.
        var until =
                one.description().url().isPresent()
                        ? Optional.<Instant>empty()
                        : one.provider().validUntil();
        return Stream.concat(Stream.of(one.provider().certificatesEnd()), until.stream())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The mark of 60, 30 and 7 days that was passed last. */
    OptionalLong mark() {
        return LongStream.of(WARNING_DAYS).filter(one -> days <= one).findFirst();
    }

    /** Whether it can wait no longer. */
    public boolean urgent() {
        return days <= URGENT_DAYS;
    }

    /** The day, as it is told. */
    public LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
