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
    private final Books books;

    /** Who retired a device, when and why. */
    public record Retirement(Instant at, String by, String reason) {}

    public Retirements(Books books) {
        this.database = books.database();
        this.books = books;
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
            books.timeline().add(device.id(), Timeline.Entry.retired(now, by.label(), reason));
            books.belongings().leave(device.id(), now);
            books.oneLess();
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
        books.timeline().add(device, Timeline.Entry.broughtBack(now, by.label()));
        books.belongings().comeBack(device, left, now);
        books.oneMore();
    }

    public Optional<Retirement> of(Device device) {
        return database.first(
                Sql.of("select at, by, reason from retirements where device_id = ?", device.id()),
                row -> new Retirement(row.instant("at"), row.text("by"), row.text("reason")));
    }
}
