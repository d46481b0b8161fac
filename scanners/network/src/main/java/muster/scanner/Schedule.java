package muster.scanner;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a site is scanned.
 *
 * @param every from the beginning of one scan to the beginning of the next
 * @param window the hours of the day in which one may begin; empty where any may
 */
public record Schedule(Duration every, Optional<Window> window) {
    public static final Schedule DAILY = new Schedule(Duration.ofDays(1), Optional.empty());

    /** Hours of a day; until may be earlier than from, past midnight. */
    public record Window(LocalTime from, LocalTime until) {
        boolean has(LocalTime time) {
            boolean afterFrom = !time.isBefore(from);
            boolean beforeUntil = time.isBefore(until);
            return from.isBefore(until) ? afterFrom && beforeUntil : afterFrom || beforeUntil;
        }
    }

    /** When the next scan begins, after one that began then. */
    Instant next(Instant before, ZoneId zone) {
        return begin(before.plus(every), zone);
    }

    /** When a scan may begin that is due. */
    Instant begin(Instant due, ZoneId zone) {
        var at = due.atZone(zone);
        if (window.isEmpty() || window.get().has(at.toLocalTime())) {
            return due;
        }
        var opens = at.with(window.get().from());
        return (opens.isBefore(at) ? opens.plusDays(1) : opens).toInstant();
    }
}
