package muster.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Instants as a reader wants them: relative to now, and in full in the member's zone. */
public final class Times {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Messages.LOCALE);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Messages.LOCALE);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Messages.LOCALE);

    private final Messages messages;
    private final ZoneId zone;
    private final Instant now;

    Times(Messages messages, ZoneId zone, Instant now) {
        this.messages = messages;
        this.zone = zone;
        this.now = now;
    }

    /** 2026-11-22T14:05:09Z, for the {@code datetime} attribute. */
    public String iso(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at);
    }

    /** 22 Nov 2026, 14:05:09 CET. */
    public String full(Instant at) {
        return FULL.format(at.atZone(zone));
    }

    /** 22 Nov 2026. */
    public String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    /** 22 Nov 2026, for what has a day and no hour. */
    public String date(LocalDate day) {
        return DAY.format(day);
    }

    /** 14:05. */
    public String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /** 3 min ago, in 2 days; older or later than 30 days: the day. */
    public String ago(Instant at) {
        var distance = Duration.between(at, now).abs();
        if (distance.toDays() > 30) {
            return day(at);
        } else if (distance.toSeconds() < 45) {
            return messages.text("time.now");
        } else {
            return messages.text(at.isBefore(now) ? "time.ago" : "time.ahead", lasting(distance));
        }
    }

    /** 3 min, 2 h, 5 days. */
    public String lasting(Duration duration) {
        if (duration.toMinutes() < 60) {
            return messages.text("time.minutes", Math.max(1, duration.toMinutes()));
        } else if (duration.toHours() < 48) {
            return messages.text("time.hours", duration.toHours());
        } else {
            return messages.text("time.days", duration.toDays());
        }
    }
}
