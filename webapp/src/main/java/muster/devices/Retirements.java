package muster.devices;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;

/** Devices that are gone for good: thrown away, sold, lost. One that reports again is back. */
public final class Retirements {
    private final Database database;
    private final Timeline timeline;
    private final Counters counters;
    private final Departure departure;

    /** What other rooms must do when a device is gone; they stand to the right of this one. */
    @FunctionalInterface
    public interface Departure {
        void of(UUID device, Instant now);
    }

    /** Who retired a device, when and why. */
    public record Retirement(Instant at, String by, String reason) {}

    public Retirements(
            Database database, Timeline timeline, Counters counters, Departure departure) {
        this.database = database;
        this.timeline = timeline;
        this.counters = counters;
        this.departure = departure;
    }

    /** Retires a device; a second time changes nothing. */
    public void add(Device device, Actor by, String reason, Instant now) {
        var retired =
                database.run(
                        Sql.of(
                                "update devices set retired_at = ? where id = ? and retired_at is null",
                                now,
                                device.id()));
        if (retired == 1) {
            database.run(
                    Sql.of(
                            "insert into retirements (device_id, at, by, reason) values (?, ?, ?, ?)",
                            device.id(),
                            now,
                            by.label(),
                            reason));
            timeline.add(device.id(), Timeline.Entry.retired(now, by.label(), reason));
            departure.of(device.id(), now);
            counters.lock();
            counters.add(Counters.Of.DEVICES, -1);
        }
    }

    public Optional<Retirement> of(Device device) {
        return database.first(
                Sql.of("select at, by, reason from retirements where device_id = ?", device.id()),
                row -> new Retirement(row.instant("at"), row.text("by"), row.text("reason")));
    }
}
