package muster.devices;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;

/**
 * Devices that were known by their name alone until a stronger source of that name took over. It
 * may have been another machine: then the weak device comes back as its own.
 */
public final class Adoptions {
    private final Database database;
    private final Splits splits;

    /**
     * What a device was before a stronger source spoke for it.
     *
     * @param provenance the source that took over
     * @param sources those that spoke for it before
     */
    public record Adoption(
            UUID id,
            Instant at,
            Provenance provenance,
            Set<Provenance> sources,
            String hostname,
            Instant firstSeen,
            int software) {}

    public Adoptions(Database database, Splits splits) {
        this.database = database;
        this.splits = splits;
    }

    /** Keeps what the device is before it is adopted. */
    static void keep(Database database, UUID device, Set<Provenance> sources, Look look) {
        database.run(
                Sql.of(
                        """
                        insert into adoptions
                            (device_id, at, provenance, sources, hostname, first_seen, software)
                        select id, ?, ?, ?, hostname, first_seen, software_count
                        from devices where id = ?
                        """,
                        look.at(),
                        look.provenance().word(),
                        Provenance.words(sources),
                        device));
    }

    /** The last adoption of a device that was not undone. */
    public Optional<Adoption> of(UUID device) {
        return database.first(
                Sql.of(
                        """
                        select id, at, provenance, sources, hostname, first_seen, software
                        from adoptions where device_id = ? and undone_at is null
                        order by at desc limit 1
                        """,
                        device),
                Adoptions::adoption);
    }

    /**
     * Makes the weak device its own again, with its facts and its software as they were. The two
     * are never adopted again.
     *
     * @return the weak device; empty where none was adopted
     * @throws muster.web.Problem 403 where the plan has no room for it, 409 where it cannot be
     *     taken apart
     */
    public Optional<UUID> undo(Device device, Actor by, Instant now) {
        return of(device.id()).map(adoption -> release(device, adoption, by, now));
    }

    private UUID release(Device device, Adoption adoption, Actor by, Instant now) {
        var released = splits.bySources(device, adoption.sources(), adoption.at(), by, now);
        database.run(
                Sql.of(
                        "update devices set first_seen = ? where id = ?",
                        adoption.firstSeen(),
                        released));
        database.run(
                Sql.of(
                        """
                        update adoptions set undone_at = ?, undone_by = ?, released_id = ?
                        where id = ?
                        """,
                        now,
                        by.label(),
                        released,
                        adoption.id()));
        return released;
    }

    private static Adoption adoption(Row row) {
        return new Adoption(
                row.uuid("id"),
                row.instant("at"),
                Provenance.of(row.text("provenance")),
                row.texts("sources").stream().map(Provenance::of).collect(Collectors.toSet()),
                row.text("hostname"),
                row.instant("first_seen"),
                row.integer("software"));
    }
}
