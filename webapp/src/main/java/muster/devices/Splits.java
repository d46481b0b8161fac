package muster.devices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Facts.Fact;
import muster.devices.Identifier.Kind;
import muster.devices.Timeline.Entry;
import muster.tenancy.Actor;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Devices that turned out to be two. What is split off is a device of its own from then on, and
 * nothing that is reported puts the two together again; a merge does.
 */
public final class Splits {
    private static final int CONFLICT = 409;

    private final Database database;
    private final Books books;
    private final Identifiers identifiers;
    private final Sources sources;
    private final Clashes clashes;
    private final Shown shown;
    private final Labels labels;

    public Splits(Books books) {
        this.database = books.database();
        this.books = books;
        this.identifiers = new Identifiers(database);
        this.sources = new Sources(database);
        this.clashes = new Clashes(database);
        this.shown = new Shown(database);
        this.labels = new Labels(database);
    }

    /**
     * What these sources say is of another device.
     *
     * @param adopted where an adoption is undone, when that was
     * @return the other device
     * @throws Problem 400 where these are not some of its sources, 403 where the plan has no room,
     *     409 where it is retired or other devices are merged into it
     */
    UUID bySources(
            Device device, Set<Provenance> said, @Nullable Instant adopted, Actor by, Instant now) {
        hold(device);
        var facts = sources.of(device.id());
        var remaining = EnumSet.copyOf(facts.sources());
        remaining.removeAll(said);
        if (said.isEmpty() || remaining.isEmpty() || !facts.sources().containsAll(said)) {
            throw Problem.badRequest(
                    "source: name some of %s, not all"
                            .formatted(List.of(Provenance.words(facts.sources()))));
        }
        sources.keepLast(device.id());
        var heard = sources.heard(device.id());
        var other = shown.add(device.site(), now, now);
        sources.move(device.id(), other, said);
        identifiers.move(device.id(), other, said);
        speakOf(device.id(), other, said, by, now);
        speakOf(other, device.id(), EnumSet.complementOf(EnumSet.copyOf(said)), by, now);
        moveCollectors(device.id(), other, said);
        shown.again(device.id(), sources.of(device.id()), heard);
        shown.again(other, sources.of(other), heard);
        keepApart(device, other, List.of(), by, now);
        books.belongings().split(device.id(), other, said, adopted, now);
        count();
        return other;
    }

    /**
     * What is known by these identifiers is another device.
     *
     * @return the other device, of which nothing but these is known until it reports
     * @throws Problem 400 where these are not some of its identifiers, 403 where the plan has no
     *     room, 409 where it is retired or other devices are merged into it
     */
    UUID byIdentifiers(Device device, Set<Identifier> some, Actor by, Instant now) {
        hold(device);
        var held =
                identifiers.of(device.id()).stream()
                        .collect(Collectors.toMap(Identifiers.Held::identifier, one -> one));
        if (some.isEmpty() || !held.keySet().containsAll(some) || held.size() == some.size()) {
            throw Problem.badRequest("identifiers: name some of the device's, not all");
        }
        sources.keepLast(device.id());
        var heard = sources.heard(device.id());
        var other = shown.add(device.site(), now, now);
        var told = held.values().stream().filter(one -> some.contains(one.identifier())).toList();
        sources.add(other, facts(told, sources.of(device.id())));
        identifiers.moveThese(device.id(), other, List.copyOf(some));
        some.stream()
                .filter(one -> one.kind() == Kind.SERIAL || one.kind() == Kind.HARDWARE_UUID)
                .forEach(one -> sources.remove(device.id(), name(one), one.value()));
        sources.keep(other, heard);
        shown.again(device.id(), sources.of(device.id()), heard);
        shown.again(other, sources.of(other), heard);
        keepApart(device, other, List.copyOf(some), by, now);
        count();
        return other;
    }

    private void hold(Device device) {
        if (device.status() == Device.Status.RETIRED) {
            throw conflict("this device is retired: bring it back first");
        }
        identifiers.lockAll(device.id(), device.id());
        database.first(
                Sql.of("select id from devices where id = ? for update", device.id()),
                row -> row.uuid("id"));
        var merged =
                database.first(
                        Sql.of(
                                """
                                select d.hostname from merges m join devices d on d.id = m.merged_id
                                where m.device_id = ? and m.undone_at is null limit 1
                                """,
                                device.id()),
                        row -> row.text("hostname"));
        merged.ifPresent(hostname -> {
            throw conflict(hostname + " was merged into this device: undo that merge instead");
        });
    }

    private static Problem conflict(String why) {
        return Problem.of(CONFLICT, "Conflict", why);
    }

    private void speakOf(UUID device, UUID other, Set<Provenance> said, Actor by, Instant now) {
        database.run(
                Sql.of(
                        """
                        insert into device_splits (device_id, other_id, sources, at, by)
                        values (?, ?, ?, ?, ?)
                        """,
                        device,
                        other,
                        Provenance.words(said),
                        now,
                        by.label()));
    }

    /** An agent speaks for the device it runs on, and goes with what it says. */
    private void moveCollectors(UUID device, UUID other, Set<Provenance> said) {
        if (said.contains(Provenance.AGENT)) {
            database.run(
                    Sql.of(
                            """
                            update collectors set device_id = ?
                            where device_id = ? and kind = 'agent'
                            """,
                            other,
                            device));
            labels.follow(device, other);
        }
    }

    private void keepApart(
            Device device, UUID other, List<Identifier> told, Actor by, Instant now) {
        var shared = new ArrayList<>(told);
        shared.add(new Identifier(Kind.HOSTNAME, device.hostname()));
        var look = Look.now(device.provenance(), device.site(), now);
        for (var one : shared) {
            clashes.add(device.id(), other, one, Clashes.Likeness.TWIN, look);
        }
        clashes.decide(device.id(), other, Clashes.Decision.APART, by, now);
        books.timeline().add(device.id(), Entry.with(now, Timeline.Kind.SPLIT, by.label(), other));
        books.timeline()
                .add(other, Entry.with(now, Timeline.Kind.SPLIT_OFF, by.label(), device.id()));
    }

    private void count() {
        books.oneMore();
    }

    /** What identifiers say of the device that they are split off to; a name it needs. */
    private static List<Fact> facts(List<Identifiers.Held> told, Facts before) {
        var facts = new ArrayList<Fact>();
        told.stream()
                .filter(one -> one.identifier().kind() != Kind.MAC)
                .map(one -> fact(one, one.value()))
                .forEach(facts::add);
        var macs = told.stream().filter(one -> one.identifier().kind() == Kind.MAC).toList();
        macs.stream()
                .limit(1)
                .map(one ->
                        fact(
                                one,
                                macs.stream()
                                        .map(Identifiers.Held::value)
                                        .collect(Collectors.joining(" "))))
                .forEach(facts::add);
        if (facts.stream().noneMatch(fact -> fact.name() == Facts.Name.HOSTNAME)) {
            before.best(Facts.Name.HOSTNAME).ifPresent(facts::add);
        }
        return Facts.newest(facts).all();
    }

    private static Fact fact(Identifiers.Held held, String value) {
        return new Fact(name(held.identifier()), held.provenance(), value, held.firstSeen());
    }

    private static Facts.Name name(Identifier identifier) {
        return switch (identifier.kind()) {
            case HARDWARE_UUID -> Facts.Name.HARDWARE_UUID;
            case MAC -> Facts.Name.MAC_ADDRESSES;
            case HOSTNAME -> Facts.Name.HOSTNAME;
            case SERIAL, SNMP_ENGINE, CHASSIS, MDM_UDID, ANDROID_ID -> Facts.Name.SERIAL;
        };
    }
}
