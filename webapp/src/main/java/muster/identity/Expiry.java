package muster.identity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** When a key or token ends, as somebody typed it. */
public final class Expiry {
    private Expiry() {}

    /**
     * A moment, or a day: what ends then works until the day is over. Nothing where the field
     * {@code expires_at} is empty or at fault.
     */
    public static Optional<Instant> of(String typed, Faults faults, Instant now) {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        try {
            var at =
                    typed.contains("T")
                            ? Instant.parse(typed)
                            : LocalDate.parse(typed)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant();
            faults.check(at.isAfter(now), "expires_at", "identity.expiry.past");
            return Optional.of(at);
        } catch (DateTimeException _) {
            faults.add("expires_at", "identity.expiry.malformed");
            return Optional.empty();
        }
    }
}
