package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Asked;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/** All devices of the organization. */
public final class Devices {
    /** What the list of devices can be asked for. */
    public static final Fields FIELDS =
            Fields.of(
                            "d.id",
                            "hostname",
                            Field.text("hostname", "d.name_order").sorted(),
                            Field.text("type", "d.type"),
                            Field.text("os_name", "lower(d.os_name) collate \"C\""),
                            Field.text("os_version", "lower(d.os_version) collate \"C\""),
                            Field.text("serial", "lower(d.serial) collate \"C\""),
                            Field.text("ip_address", "d.ip_address"),
                            Field.word("source", "d.provenance", Provenance.words()),
                            Field.word("status", "status", Device.Status.words()),
                            Field.time("first_seen", "d.first_seen").sorted(),
                            Field.time("last_seen", "d.last_seen").sorted(),
                            Field.number("software", "d.software_count").sorted(),
                            Field.number("findings", "d.findings_open").sorted(),
                            Field.number("exploited", "d.findings_exploited").sorted(),
                            Field.id("site", "d.site_id"))
                    .searched(
                            """
                            exists (select from device_tokens t
                                where t.device_id = d.id and t.token >= ? and t.token < ?)
                            """);

    private static final Sql COLUMNS =
            Sql.of(
                    """
                    select d.id, d.site_id, d.hostname, d.type, d.os_name, d.os_version, d.serial,
                        d.ip_address, d.agent_version, d.provenance, d.first_seen, d.last_seen,
                        d.software_count, d.findings_open, d.findings_exploited, status
                    """);

    private final Database database;

    public Devices(Database database) {
        this.database = database;
    }

    public Optional<Device> find(UUID id, Instant now) {
        return database.first(COLUMNS.and(from(now)).and("where d.id = ?", id), Device::of);
    }

    /** One page of those that match; the retired only where the query speaks of a status. */
    public Page<Device> matching(Query query, Instant now) {
        return query.page(database, COLUMNS, listed(query, now), Device::of);
    }

    /** All that match, one by one. */
    public void each(Query query, Instant now, Consumer<Device> receiver) {
        query.each(database, COLUMNS, listed(query, now), row -> receiver.accept(Device.of(row)));
    }

    /** Notes how many open findings a device has, and how many of them are exploited. */
    public void findings(UUID id, int open, int exploited) {
        database.run(
                Sql.of(
                        """
                        update devices set findings_open = ?, findings_exploited = ?
                        where id = ? and (findings_open, findings_exploited) <> (?, ?)
                        """,
                        open,
                        exploited,
                        id,
                        open,
                        exploited));
    }

    /** The names of these devices. */
    public List<Name> named(List<UUID> ids) {
        return database.list(
                Sql.of(
                        "select id, hostname from devices where id = any (?::uuid[])",
                        (Object) ids.toArray(UUID[]::new)),
                row -> new Name(row.uuid("id"), row.text("hostname")));
    }

    static final List<String> COLUMN_NAMES =
            List.of(
                    "id",
                    "hostname",
                    "type",
                    "os_name",
                    "os_version",
                    "serial",
                    "ip_address",
                    "status",
                    "first_seen",
                    "last_seen",
                    "software",
                    "findings",
                    "exploited");

    static @Nullable Object[] cells(Device device) {
        return new @Nullable Object[] {
            device.id(),
            device.hostname(),
            device.type(),
            device.osName(),
            device.osVersion(),
            device.serial(),
            device.ipAddress(),
            device.status(),
            device.firstSeen(),
            device.lastSeen(),
            device.softwareCount(),
            device.findingsOpen(),
            device.findingsExploited()
        };
    }

    /** A device as links name it. */
    public record Name(UUID id, String hostname) {}

    /**
     * The status that is asked for says which index serves the list; the retired have their own.
     */
    private static Sql listed(Query query, Instant now) {
        var status =
                Asked.wanted(query, "status")
                        .orElse(query.text().contains("status") ? "" : "active");
        return switch (status) {
            case "retired" -> from(now).and("where d.retired_at is not null");
            case "late" -> from(now).and("where d.retired_at is null and d.late_after < ?", now);
            case "active" -> from(now).and("where d.retired_at is null");
            default -> from(now).and("where true");
        };
    }

    private static Sql from(Instant now) {
        return Sql.of(
                """
                from devices d cross join lateral (select case
                    when d.retired_at is not null then 'retired'
                    when d.late_after < ? then 'late' else 'active' end as status) as state
                """,
                now);
    }
}
