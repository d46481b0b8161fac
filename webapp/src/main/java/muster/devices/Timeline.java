package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** What happened to a device, entry by entry. */
public final class Timeline {
    static final int ENTRIES_MAX = 100;

    private final Database database;

    /** What can happen to a device. */
    public enum Kind {
        FIRST_SEEN,
        /** A stronger source speaks for a device that was only known weakly. */
        ADOPTED,
        /** The strongest word on {@code subject} is another. */
        FACT_CHANGED,
        /** Shares the identifier {@code subject} with the device {@code other}. */
        CLASH,
        /** Its collector's credential is used on the device {@code other} as well. */
        FORKED,
        RETIRED,
        RETURNED,
        SOFTWARE_CHANGED,
        /** The device {@code other} became part of this one. */
        MERGED,
        /** This device became part of {@code other}. */
        PART_OF,
        /** This device and {@code other} are two again. */
        UNMERGED,
        /** The device {@code other} was split off. */
        SPLIT,
        /** This device was split off from {@code other}. */
        SPLIT_OFF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One entry; what is absent does not belong to its kind. */
    public record Entry(
            Instant at,
            Kind kind,
            Provenance provenance,
            @Nullable String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable UUID other,
            @Nullable Integer added,
            @Nullable Integer removed,
            @Nullable Integer upgraded) {
        static Entry of(Instant at, Kind kind, Provenance provenance) {
            return new Entry(at, kind, provenance, null, null, null, null, null, null, null);
        }

        static Entry changed(Instant at, Provenance provenance, Facts.Change change) {
            return new Entry(
                    at,
                    Kind.FACT_CHANGED,
                    provenance,
                    change.name().word(),
                    change.before(),
                    change.after(),
                    null,
                    null,
                    null,
                    null);
        }

        static Entry clash(Instant at, Provenance provenance, Identifier shared, UUID other) {
            return new Entry(
                    at,
                    Kind.CLASH,
                    provenance,
                    shared.kind().word(),
                    null,
                    shared.value(),
                    other,
                    null,
                    null,
                    null);
        }

        /** The credential of this device's collector is used elsewhere; null where is not known. */
        public static Entry forked(Instant at, Provenance provenance, @Nullable UUID other) {
            return new Entry(
                    at, Kind.FORKED, provenance, null, null, null, other, null, null, null);
        }

        static Entry retired(Instant at, String by, String reason) {
            return new Entry(
                    at, Kind.RETIRED, Provenance.PASSIVE, by, null, reason, null, null, null, null);
        }

        static Entry broughtBack(Instant at, String by) {
            return new Entry(
                    at, Kind.RETURNED, Provenance.PASSIVE, by, null, null, null, null, null, null);
        }

        /** What somebody decided about this device and another. */
        static Entry with(Instant at, Kind kind, String by, UUID other) {
            return new Entry(at, kind, Provenance.PASSIVE, by, null, null, other, null, null, null);
        }

        /** What a report changed in the software of a device. */
        public static Entry software(
                Instant at, Provenance provenance, int added, int removed, int upgraded) {
            return new Entry(
                    at,
                    Kind.SOFTWARE_CHANGED,
                    provenance,
                    null,
                    null,
                    null,
                    null,
                    added,
                    removed,
                    upgraded);
        }
    }

    public Timeline(Database database) {
        this.database = database;
    }

    public void add(UUID device, Entry entry) {
        database.run(
                Sql.of(
                        """
                        insert into device_timeline
                            (device_id, at, kind, provenance, subject, before, after, other_id,
                             added, removed, upgraded)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        device,
                        entry.at(),
                        entry.kind().word(),
                        entry.provenance().word(),
                        entry.subject(),
                        entry.before(),
                        entry.after(),
                        entry.other(),
                        entry.added(),
                        entry.removed(),
                        entry.upgraded()));
    }

    /** Whether it was said before that these two report as one. */
    boolean hasFork(UUID device, UUID other) {
        return database.first(
                        Sql.of(
                                """
                                select 1 from device_timeline
                                where device_id = ? and kind = ? and other_id = ? limit 1
                                """,
                                device,
                                Kind.FORKED.word(),
                                other),
                        row -> true)
                .isPresent();
    }

    /** The newest entries of a device and of all that became part of it. */
    public List<Entry> of(UUID device) {
        return database.list(
                Sql.of(
                        """
                        select e.at, e.kind, e.provenance, e.subject, e.before, e.after, e.other_id,
                            e.added, e.removed, e.upgraded
                        from unnest(array(select id from device_aliases where device_id = ?)
                                || ?::uuid) as one(id),
                            lateral (select * from device_timeline where device_id = one.id
                                order by at desc, id desc limit ?) as e
                        order by e.at desc, e.id desc limit ?
                        """,
                        device,
                        device,
                        ENTRIES_MAX,
                        ENTRIES_MAX),
                Timeline::entry);
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.instant("at"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                Provenance.of(row.text("provenance")),
                row.textOrNull("subject"),
                row.textOrNull("before"),
                row.textOrNull("after"),
                row.uuidOrNull("other_id"),
                integerOrNull(row, "added"),
                integerOrNull(row, "removed"),
                integerOrNull(row, "upgraded"));
    }

    private static @Nullable Integer integerOrNull(Row row, String column) {
        var number = row.numberOrNull(column);
        return number == null ? null : Math.toIntExact(number);
    }
}
