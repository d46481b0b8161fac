package muster.devices;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;

/**
 * Devices that are gone for good: thrown away, sold, lost. One that reports again is back, and so
 * is one that somebody brings back.
 */
public final class Retirements {
    private final Database database;
    private final Timeline timeline;
    private final Counters counters;
    private final Belongings belongings;
    private final Seats seats;

    /** Who retired a device, when and why. */
    public record Retirement(Instant at, String by, String reason) {}

    public Retirements(
            Database database,
            Timeline timeline,
            Counters counters,
            Belongings belongings,
            Seats seats) {
        this.database = database;
        this.timeline = timeline;
        this.counters = counters;
        this.belongings = belongings;
        this.seats = seats;
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
            belongings.leave(device.id(), now);
            counters.lock();
            counters.add(Counters.Of.DEVICES, -1);
        }
    }

    /**
     * Brings a retired device back, with what it had when it left; false where it is not retired.
     *
     * @throws muster.web.Problem 403 where the plan has no room for it
     */
    public boolean remove(Device device, Actor by, Instant now) {
        var retired =
                database.first(
                        Sql.of(
                                "delete from retirements where device_id = ? returning at",
                                device.id()),
                        row -> row.instant("at"));
        retired.ifPresent(left -> comeBack(device.id(), left, by, now));
        return retired.isPresent();
    }

    private void comeBack(UUID device, Instant left, Actor by, Instant now) {
        database.run(Sql.of("update devices set retired_at = null where id = ?", device));
        timeline.add(device, Timeline.Entry.broughtBack(now, by.label()));
        belongings.comeBack(device, left, now);
        counters.lock();
        counters.add(Counters.Of.DEVICES, 1);
        seats.admitOneMore();
    }

    public Optional<Retirement> of(Device device) {
        return database.first(
                Sql.of("select at, by, reason from retirements where device_id = ?", device.id()),
                row -> new Retirement(row.instant("at"), row.text("by"), row.text("reason")));
    }
}
