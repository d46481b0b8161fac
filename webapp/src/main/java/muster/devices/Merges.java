package muster.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Timeline.Entry;
import muster.tenancy.Actor;
import muster.web.Problem;

/**
 * Devices that turned out to be one. What is merged keeps its own rows and is read together with
 * the other's, so that it can be taken out again as it was.
 */
public final class Merges {
    /** A month of reports later the two are one in more than name. */
    static final Duration UNDOABLE = Duration.ofDays(30);

    private static final int CONFLICT = 409;

    private final Database database;
    private final Books books;
    private final Identifiers identifiers;
    private final Sources sources;
    private final Aliases aliases;
    private final Clashes clashes;
    private final Shown shown;
    private final Labels labels;

    /** A device that became part of another: what it was called, when, and by whom. */
    public record Merge(
            UUID id, UUID merged, String hostname, Instant at, String by, boolean undoable) {}

    private record Before(UUID merged, Instant at, Set<Provenance> sources) {}

    public Merges(Books books) {
        this.database = books.database();
        this.books = books;
        this.identifiers = new Identifiers(database);
        this.sources = new Sources(database);
        this.aliases = new Aliases(database);
        this.clashes = new Clashes(database);
        this.shown = new Shown(database);
        this.labels = new Labels(database);
    }

    /**
     * Makes the other a part of the device. Its old address leads to the device from now on.
     *
     * @return whether it was not yet
     * @throws Problem 400 for a device and itself, 409 where one is retired, or they are at two
     *     sites
     */
    public boolean add(Device device, Device other, Actor by, Instant now) {
        check(device, other);
        hold(device.id(), other.id());
        // Somebody else may have been quicker.
        var whole = aliases.leadTo(other.id());
        if (whole.filter(device.id()::equals).isPresent()) {
            return false;
        } else if (whole.or(() -> aliases.leadTo(device.id())).isPresent()) {
            throw conflict("one of the two became part of another device just now: look again");
        }
        join(device, other, by, now);
        return true;
    }

    private void join(Device device, Device other, Actor by, Instant now) {
        sources.keepLast(device.id());
        sources.keepLast(other.id());
        database.run(
                Sql.of(
                        """
                        insert into merges
                            (device_id, merged_id, at, by, first_seen, sources, collectors)
                        select id, ?, ?, ?, first_seen, ?,
                            array(select id from collectors where device_id = ?)
                        from devices where id = ?
                        """,
                        other.id(),
                        now,
                        by.label(),
                        Provenance.words(sources.of(device.id()).sources()),
                        other.id(),
                        device.id()));
        clashes.decide(device.id(), other.id(), Clashes.Decision.MERGED, by, now);
        aliases.add(other.id(), device.id());
        database.run(
                Sql.of(
                        "update collectors set device_id = ? where device_id = ?",
                        device.id(),
                        other.id()));
        labels.follow(device.id(), other.id());
        database.run(
                Sql.of(
                        """
                        update devices set first_seen = least(first_seen, ?) where id = ?
                        """,
                        other.firstSeen(),
                        device.id()));
        shown.again(device.id(), sources.of(device.id()), sources.heard(device.id()));
        shown.hide(other.id());
        database.run(Sql.of("update devices set retired_at = ? where id = ?", now, other.id()));
        books.timeline()
                .add(device.id(), Entry.with(now, Timeline.Kind.MERGED, by.label(), other.id()));
        books.timeline()
                .add(other.id(), Entry.with(now, Timeline.Kind.PART_OF, by.label(), device.id()));
        books.belongings().join(other.id(), device.id(), now);
        books.oneLess();
    }

    private static void check(Device device, Device other) {
        if (device.id().equals(other.id())) {
            throw Problem.badRequest("other: this is the same device");
        } else if (device.status() == Device.Status.RETIRED) {
            throw conflict(device.hostname() + " is retired: bring it back first");
        } else if (other.status() == Device.Status.RETIRED) {
            throw conflict(other.hostname() + " is retired: bring it back first");
        } else if (!device.site().equals(other.site())) {
            throw conflict(
                    device.hostname()
                            + " and "
                            + other.hostname()
                            + " are at two sites, where one name or address means two machines");
        }
    }

    /**
     * Until the transaction ends nobody reports of either; rows are taken in order of their ids.
     */
    private void hold(UUID device, UUID other) {
        identifiers.lockAll(device, other);
        database.list(
                Sql.of(
                        "select id from devices where id in (?, ?) order by id for update",
                        device,
                        other),
                row -> row.uuid("id"));
    }

    private static Problem conflict(String why) {
        return Problem.of(CONFLICT, "Conflict", why);
    }

    /** What became part of a device, the latest first. */
    public List<Merge> of(UUID device, Instant now) {
        return database.list(
                Sql.of(
                        """
                        select m.id, m.merged_id, d.hostname, m.at, m.by, m.at > ? as undoable
                        from merges m join devices d on d.id = m.merged_id
                        where m.device_id = ? and m.undone_at is null order by m.at desc, m.id
                        """,
                        now.minus(UNDOABLE),
                        device),
                Merges::merge);
    }

    private static Merge merge(Row row) {
        return new Merge(
                row.uuid("id"),
                row.uuid("merged_id"),
                row.text("hostname"),
                row.instant("at"),
                row.text("by"),
                row.flag("undoable"));
    }

    /**
     * Takes out of a device what was merged into it; both are what they were, with what they
     * reported since.
     *
     * @return what is its own device again; empty where there is no such merge
     * @throws Problem 403 where the plan has no room, 409 where it is too long ago or the device is
     *     retired
     */
    public Optional<UUID> undo(Device device, UUID merge, Actor by, Instant now) {
        var merged =
                database.first(
                        Sql.of(
                                """
                                select merged_id, at, sources from merges
                                where id = ? and device_id = ? and undone_at is null
                                """,
                                merge,
                                device.id()),
                        row ->
                                new Before(
                                        row.uuid("merged_id"),
                                        row.instant("at"),
                                        row.texts("sources").stream()
                                                .map(Provenance::of)
                                                .collect(Collectors.toSet())));
        merged.ifPresent(before -> takeOut(device, merge, before, by, now));
        return merged.map(Before::merged);
    }

    private void takeOut(Device device, UUID merge, Before before, Actor by, Instant now) {
        if (device.status() == Device.Status.RETIRED) {
            throw conflict("this device is retired: bring it back first");
        } else if (before.at().isBefore(now.minus(UNDOABLE))) {
            throw conflict(
                    "this merge is more than %d days old: split the device instead"
                            .formatted(UNDOABLE.toDays()));
        }
        var merged = before.merged();
        hold(device.id(), merged);
        clashes.decide(device.id(), merged, Clashes.Decision.APART, by, now);
        aliases.remove(merged);
        database.run(
                Sql.of(
                        "update merges set undone_at = ?, undone_by = ? where id = ?",
                        now,
                        by.label(),
                        merge));
        database.run(
                Sql.of(
                        """
                        update collectors set device_id = ? where device_id = ?
                            and id = any (array(select unnest(collectors) from merges where id = ?))
                        """,
                        merged,
                        device.id(),
                        merge));
        labels.follow(device.id(), merged);
        database.run(
                Sql.of(
                        """
                        update devices d set first_seen = least(
                            (select m.first_seen from merges m where m.device_id = d.id
                                order by m.at limit 1),
                            (select min(p.first_seen) from devices p where p.id = any (array(
                                select a.id from device_aliases a where a.device_id = d.id))))
                        where d.id = ?
                        """,
                        device.id()));
        database.run(Sql.of("update devices set retired_at = null where id = ?", merged));
        var gone = takeAlong(device.id(), before);
        shown.again(device.id(), sources.of(device.id()), sources.heard(device.id(), before.at()));
        shown.again(merged, sources.of(merged), sources.heard(merged));
        books.timeline()
                .add(device.id(), Entry.with(now, Timeline.Kind.UNMERGED, by.label(), merged));
        books.timeline()
                .add(merged, Entry.with(now, Timeline.Kind.UNMERGED, by.label(), device.id()));
        books.belongings().part(merged, device.id(), gone, before.at(), now);
        books.oneMore();
    }

    /** Whoever spoke of the merged device alone spoke of it since, and goes with it. */
    private Set<Provenance> takeAlong(UUID device, Before before) {
        var merged = before.merged();
        var gone = sources.of(merged).sources();
        gone.removeAll(before.sources());
        gone.removeAll(sources.ofParts(device));
        sources.keepLast(device, before.at());
        sources.move(device, merged, gone);
        identifiers.move(device, merged, gone);
        return gone;
    }
}
