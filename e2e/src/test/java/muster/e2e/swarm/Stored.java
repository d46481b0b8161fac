package muster.e2e.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.EmbeddedPostgres;
import muster.database.MasterKey;

/** What lies in the database of a hub that is stopped, as its owner reads it. */
final class Stored implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Connection connection;

    /**
     * A batch that was acknowledged.
     *
     * @param digest SHA-256 of its bytes, in hexadecimal
     */
    record Batch(UUID epoch, long sequence, String digest, boolean events) {}

    /**
     * What went otherwise than it should.
     *
     * @param lost batches
     * @param late delivered
     */
    record Note(String kind, long lost, long late) {}

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    Stored(Path data) throws IOException {
        postgres = EmbeddedPostgres.start(data, MasterKey.in(data.resolve("master.key")));
        var server = postgres.server();
        try {
            connection =
                    DriverManager.getConnection(server.url(), server.user(), server.password());
        } catch (SQLException e) {
            postgres.close();
            throw new IOException("the database of " + data, e);
        }
    }

    /** The names of collectors to their ids; each name is one collector. */
    Map<String, UUID> collectors() {
        var byName = new HashMap<String, UUID>();
        list(
                        """
                        select c.name, c.id from collectors c
                        join organizations o using (org_id) where not o.demo
                        """,
                        row -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
                .forEach(one -> {
                    if (byName.put(one.getKey(), one.getValue()) != null) {
                        throw new AssertionError(one.getKey() + " is there twice");
                    }
                });
        return byName;
    }

    /** How many devices there are in each organization of collectors that is no example. */
    List<Integer> devices() {
        return list(
                """
                select count(*) from devices
                where org_id in (
                    select c.org_id from collectors c
                    join organizations o using (org_id) where not o.demo)
                group by org_id
                """,
                row -> row.getInt(1));
    }

    List<Batch> batches(UUID collector) {
        return list(
                """
                select epoch, sequence, encode(digest, 'hex'), device_id is null
                from batches where collector_id = ? order by epoch, sequence
                """,
                row ->
                        new Batch(
                                row.getObject(1, UUID.class),
                                row.getLong(2),
                                row.getString(3),
                                row.getBoolean(4)),
                collector);
    }

    /** What the collector's events say, as often as it is there. */
    List<String> events(UUID collector) {
        return list(
                "select summary from events where collector_id = ?",
                row -> row.getString(1),
                collector);
    }

    /** Name and version of what is on the collector's device now. */
    List<String> software(UUID collector) {
        return list(
                """
                select s.name || ' ' || v.version
                from collectors c
                join installations i on i.org_id = c.org_id and i.device_id = c.device_id
                join software_versions v on v.org_id = i.org_id and v.id = i.version_id
                join software s on s.org_id = v.org_id and s.id = v.software_id
                where c.id = ? and i.removed_at is null
                """,
                row -> row.getString(1),
                collector);
    }

    /** Each version of this software that ever was on the collector's device, as often. */
    List<String> versions(UUID collector, String software) {
        return list(
                """
                select v.version
                from collectors c
                join installations i on i.org_id = c.org_id and i.device_id = c.device_id
                join software_versions v on v.org_id = i.org_id and v.id = i.version_id
                join software s on s.org_id = v.org_id and s.id = v.software_id
                where c.id = ? and s.name = ?
                """,
                row -> row.getString(1),
                collector,
                software);
    }

    List<Note> notes(UUID collector) {
        return list(
                """
                select kind, coalesce(batches, 0), coalesce(events, 0)
                from collector_notes where collector_id = ?
                """,
                row -> new Note(row.getString(1), row.getLong(2), row.getLong(3)),
                collector);
    }

    private <T> List<T> list(String sql, Reader<T> reader, Object... parameters) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var all = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            postgres.close();
        }
    }
}
