package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.wire.SourceFailure;

/** What could not be read on a device when it last reported: what is unknown there is not zero. */
public final class UnreadSources {
    private final Database database;

    /**
     * Something that could not be read.
     *
     * @param source rpm, listeners, …
     */
    public record Unread(String source, String why, Instant since) {}

    public UnreadSources(Database database) {
        this.database = database;
    }

    /** Notes what cannot be read now; what is not named can be. */
    public void observe(UUID device, List<SourceFailure> failures, Instant at) {
        var sources = failures.stream().map(SourceFailure::source).toArray(String[]::new);
        var whys = failures.stream().map(SourceFailure::why).toArray(String[]::new);
        database.run(
                Sql.of(
                        "delete from device_unread where device_id = ? and source <> all (?::text[])",
                        device,
                        sources));
        if (!failures.isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            insert into device_unread (device_id, source, why, since)
                            select distinct on (source) ?, source, why, ?
                            from unnest(?::text[], ?::text[]) as failed(source, why)
                            on conflict (org_id, device_id, source)
                            do update set why = excluded.why
                            where device_unread.why <> excluded.why
                            """,
                            device,
                            at,
                            sources,
                            whys));
        }
    }

    /** What cannot be read on this device, by its name. */
    public List<Unread> on(UUID device) {
        return database.list(
                Sql.of(
                        "select source, why, since from device_unread where device_id = ? order by source",
                        device),
                row -> new Unread(row.text("source"), row.text("why"), row.instant("since")));
    }
}
