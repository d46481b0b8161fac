package muster.devices;

import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;

/** Ids that devices had before they became part of others; each leads to its device in one step. */
public final class Aliases {
    private final Database database;

    Aliases(Database database) {
        this.database = database;
    }

    /** A device's id and all that became part of it, for a condition such as {@code id = any}. */
    public static Sql all(UUID device) {
        return Sql.of(
                "any (array(select id from device_aliases where device_id = ?) || ?::uuid)",
                device,
                device);
    }

    /** The device that this one became part of. */
    Optional<UUID> leadTo(UUID id) {
        return database.first(
                Sql.of("select device_id from device_aliases where id = ?", id),
                row -> row.uuid("device_id"));
    }

    /** From now on one is the other, and so is what was merged into it before. */
    void add(UUID merged, UUID device) {
        database.run(
                Sql.of(
                        "update device_aliases set device_id = ? where device_id = ?",
                        device,
                        merged));
        database.run(
                Sql.of("insert into device_aliases (id, device_id) values (?, ?)", merged, device));
    }

    /** The device is its own again, and with it what was merged into it before. */
    void remove(UUID merged) {
        database.run(
                Sql.of(
                        """
                        with recursive parts (id) as (
                            select merged_id from merges where device_id = ? and undone_at is null
                            union
                            select m.merged_id from parts p join merges m on m.device_id = p.id
                            where m.undone_at is null)
                        update device_aliases set device_id = ?
                        where id = any (array(select id from parts))
                        """,
                        merged,
                        merged));
        database.run(Sql.of("delete from device_aliases where id = ?", merged));
    }
}
