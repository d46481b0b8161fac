package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Page;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Request;
import muster.web.TokenTable;
import org.jspecify.annotations.Nullable;

/** All devices of the organization. */
public final class Devices {
    /** The words of all facts about a device. */
    public static final TokenTable WORDS = new TokenTable("device_tokens", "device_id");

    private static final int NAMESAKES_MAX = 10;

    /** Of a source's words, the strongest first. */
    private static final String[] STRENGTH =
            Stream.of(Provenance.values()).map(Provenance::word).toArray(String[]::new);

    private static final Sql COLUMNS =
            Sql.of(
                    """
                    select d.id, d.site_id,
                        (select s.name from sites s where s.id = d.site_id) as site_name,
                        array(select distinct coalesce(l.key || '=' || l.value, l.key)
                            from device_labels l where l.device_id = d.id order by 1) as labels,
                        d.hostname, d.type, d.os_name, d.os_version, d.serial,
                        d.ip_address, d.agent_version, d.provenance, d.first_seen, d.last_seen,
                        d.software_count, d.software_checked, d.findings_open, d.findings_exploited, status,
                        (select f.value from device_facts f
                            where f.name = 'vendor' and f.device_id in (
                                select d.id union all
                                select a.id from device_aliases a where a.device_id = d.id)
                            order by array_position(?::text[], f.provenance), f.since desc
                            limit 1) as vendor,
                        (select f.value from device_facts f
                            where f.name = 'model' and f.device_id in (
                                select d.id union all
                                select a.id from device_aliases a where a.device_id = d.id)
                            order by array_position(?::text[], f.provenance), f.since desc
                            limit 1) as model
                    """,
                    STRENGTH,
                    STRENGTH);

    private final Database database;
    private final DeviceList list;
    private final Aliases aliases;

    public Devices(Database database) {
        this.database = database;
        this.list = new DeviceList(database);
        this.aliases = new Aliases(database);
    }

    /** Reads what the list of devices is asked for; the retired only where a status is named. */
    public Query ask(Map<String, String> parameters, Instant now) {
        return list.ask(parameters, now);
    }

    public Optional<Device> find(UUID id, Instant now) {
        return database.first(
                COLUMNS.and("from")
                        .and(DeviceList.devices(now))
                        .and("where d.id = ?", id)
                        .and(DeviceList.IS_NO_PART),
                Device::of);
    }

    /**
     * The device in the path of a page.
     *
     * @throws Problem 404 where there is none; where it became part of another, the way there
     */
    public Device of(Request request) {
        var id = request.id("id");
        return find(id, request.now())
                .orElseThrow(() ->
                        aliases.leadTo(id)
                                .map(device -> request.movedTo(id.toString(), device.toString()))
                                .orElseGet(Problem::notFound));
    }

    /** One page of those that match. */
    public Page<Device> matching(Query query, Instant now) {
        return query.page(database, COLUMNS, list.from(query, now), Device::of);
    }

    /** All that match, one by one. */
    public void each(Query query, Instant now, Consumer<Device> receiver) {
        query.each(
                database, COLUMNS, list.from(query, now), row -> receiver.accept(Device.of(row)));
    }

    /** Those of exactly this name or id that are in use, the newest first; a few of many. */
    List<Name> named(String nameOrId) {
        return database.list(
                Sql.of(
                        """
                        select id, hostname from devices
                        where name_order = ? and retired_at is null
                        union all
                        select id, hostname from devices where id = ? and retired_at is null
                        order by id desc limit ?
                        """,
                        nameOrId.toLowerCase(Locale.ROOT),
                        id(nameOrId),
                        NAMESAKES_MAX),
                row -> new Name(row.uuid("id"), row.text("hostname")));
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException aName) {
            return null;
        }
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
                    "vendor",
                    "model",
                    "ip_address",
                    "site",
                    "labels",
                    "status",
                    "first_seen",
                    "last_seen",
                    "software",
                    "software_checked",
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
            device.vendor(),
            device.model(),
            device.ipAddress(),
            device.siteName(),
            String.join(", ", device.labels()),
            device.status(),
            device.firstSeen(),
            device.lastSeen(),
            device.softwareCount(),
            device.softwareChecked(),
            device.findingsOpen(),
            device.findingsExploited()
        };
    }

    /** A device as links name it. */
    public record Name(UUID id, String hostname) {}
}
