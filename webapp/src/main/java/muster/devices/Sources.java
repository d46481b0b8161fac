package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Facts.Fact;

/** What each source said about each device, and since when. */
final class Sources {
    private final Database database;

    Sources(Database database) {
        this.database = database;
    }

    Facts of(UUID device) {
        return new Facts(
                database.list(
                        Sql.of(
                                """
                                select name, provenance, value, since from device_facts
                                where device_id = ? order by name, provenance
                                """,
                                device),
                        row ->
                                new Fact(
                                        Facts.Name.of(row.text("name")),
                                        Provenance.of(row.text("provenance")),
                                        row.text("value"),
                                        row.instant("since"))));
    }

    void add(UUID device, List<Fact> news) {
        database.run(
                Sql.of(
                        """
                        insert into device_facts (device_id, name, provenance, value, since)
                        select ?, name, provenance, value, since
                        from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
                            as news(name, provenance, value, since)
                        on conflict (org_id, device_id, name, provenance)
                        do update set value = excluded.value, since = excluded.since
                        """,
                        device,
                        news.stream().map(fact -> fact.name().word()).toArray(String[]::new),
                        news.stream().map(fact -> fact.provenance().word()).toArray(String[]::new),
                        news.stream().map(Fact::value).toArray(String[]::new),
                        news.stream().map(Fact::since).toArray(Instant[]::new)));
    }
}
