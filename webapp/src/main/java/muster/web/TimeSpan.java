package muster.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/** A time in a query: a moment, or a whole day from its first moment to the next day's. */
record TimeSpan(Instant from, Instant to) {
    private static final Pattern AGO = Pattern.compile("-(\\d{1,5})([mhdw])");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", Duration.ofDays(7));

    /** Reads {@code 2026-01-31}, {@code 2026-01-31T12:00:00Z}, {@code now}, {@code -7d}. */
    static TimeSpan of(String text, Clock clock) {
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            var unit = UNITS.getOrDefault(ago.group(2), Duration.ZERO);
            return moment(clock.instant().minus(unit.multipliedBy(Long.parseLong(ago.group(1)))));
        } else if (text.equals("now")) {
            return moment(clock.instant());
        } else {
            return absolute(text);
        }
    }

    private static TimeSpan absolute(String text) {
        try {
            return text.length() <= "2026-01-31".length() ? day(text) : moment(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new Fields.Refused(
                    "\"%s\" is no time: write 2026-01-31, 2026-01-31T12:00:00Z, now, or -7d"
                            .formatted(JsonFault.shortened(text)));
        }
    }

    private static TimeSpan day(String text) {
        var day = LocalDate.parse(text);
        return bounded(
                day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static TimeSpan moment(Instant at) {
        return bounded(at, at);
    }

    private static TimeSpan bounded(Instant from, Instant to) {
        if (from.isBefore(Json.EARLIEST) || to.isAfter(Json.LATEST)) {
            throw new Fields.Refused("the time is too far away");
        }
        return new TimeSpan(from, to);
    }

    boolean isMoment() {
        return from.equals(to);
    }
}
