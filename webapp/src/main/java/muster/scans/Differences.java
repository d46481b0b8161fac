package muster.scans;

import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** What is otherwise than in the scan before: who is new, gone, or changed. */
final class Differences {
    /** On a page; a program gets no more either. */
    static final int SHOWN_MAX = 500;

    private final Database database;

    /**
     * An address at which something is otherwise.
     *
     * @param kind new, gone or changed
     * @param before what answered then; null where nobody did
     * @param after what answers now; null where nobody does
     */
    public record Difference(
            String ipAddress,
            String kind,
            @Nullable UUID deviceId,
            @Nullable String hostname,
            @Nullable String before,
            @Nullable String after) {}

    Differences(Database database) {
        this.database = database;
    }

    /** At addresses that both asked; who was not asked is not gone. */
    List<Difference> between(UUID before, UUID after) {
        return database.list(
                Sql.of(
                        """
                        with was as (
                            select ip_address, place, result = 'answered' as up, device_id,
                                hostname, concat_ws(' ', vendor, model, os, version, serial) as said
                            from scan_targets where scan_id = ?),
                        now as (
                            select ip_address, place, result = 'answered' as up, device_id,
                                hostname, concat_ws(' ', vendor, model, os, version, serial) as said
                            from scan_targets where scan_id = ?)
                        select ip_address, coalesce(now.device_id, was.device_id) as device_id,
                            coalesce(now.hostname, was.hostname) as hostname,
                            case when was.up is not true then 'new' when now.up is not true
                                then 'gone' else 'changed' end as kind,
                            case when was.up then was.said end as before,
                            case when now.up then now.said end as after
                        from was full join now using (ip_address, place)
                        where (now.up is not null or exists (
                                select from scan_targets silent where scan_id = ?
                                    and was.place between silent.place and silent.last_place))
                            and (was.up is true <> coalesce(now.up, false)
                            or was.up and now.up and (was.device_id is distinct from now.device_id
                                or was.said <> now.said))
                        order by place limit ?
                        """,
                        before,
                        after,
                        after,
                        SHOWN_MAX),
                Differences::difference);
    }

    private static Difference difference(Row row) {
        return new Difference(
                row.text("ip_address"),
                row.text("kind"),
                row.uuidOrNull("device_id"),
                row.textOrNull("hostname"),
                row.textOrNull("before"),
                row.textOrNull("after"));
    }
}
