package muster.inventory;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Provenance;
import org.jspecify.annotations.Nullable;

/** What goes to the other device when one is split: the lists of the sources that speak of it. */
final class Division {
    private final Database database;

    Division(Database database) {
        this.database = database;
    }

    /**
     * Gives the other device what these sources listed.
     *
     * @param adopted where an adoption is undone: what was there just before is the other's
     */
    void split(
            UUID device,
            UUID other,
            Set<Provenance> sources,
            @Nullable Instant adopted,
            Instant now) {
        var words = sources.stream().map(Provenance::word).toArray(String[]::new);
        database.run(
                Sql.of(
                        """
                        insert into installations
                            (device_id, version_id, name_order, via, first_seen)
                        select ?, i.version_id, i.name_order, min(coalesce(l.via,
                                (select via from device_inventories where device_id = ?
                                    and provenance = any (?::text[])
                                    order by changed_at desc limit 1), i.via)),
                            min(i.first_seen)
                        from installations i
                            left join device_inventories l on l.device_id = i.device_id
                                and l.via = i.via and l.provenance = any (?::text[])
                        where i.device_id = ?
                            and ((i.removed_at is null and l.via is not null)
                                or (i.first_seen < ? and coalesce(i.removed_at, 'infinity') >= ?))
                        group by i.version_id, i.name_order
                        """,
                        other,
                        device,
                        words,
                        words,
                        device,
                        adopted,
                        adopted));
        database.run(
                Sql.of(
                        """
                        update installations set removed_at = ?
                        where device_id = ? and removed_at is null
                            and via in (select via from device_inventories
                                where device_id = ? and provenance = any (?::text[]))
                        """,
                        now,
                        device,
                        device,
                        words));
        database.run(
                Sql.of(
                        """
                        update device_inventories set device_id = ?
                        where device_id = ? and provenance = any (?::text[])
                        """,
                        other,
                        device,
                        words));
    }
}
