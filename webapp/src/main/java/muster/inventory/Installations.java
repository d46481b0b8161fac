package muster.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.inventory.SoftwareList.Version;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import muster.web.Searched;
import muster.web.Tokens.Range;
import org.jspecify.annotations.Nullable;

/** Which versions are on a device now, and on which devices a version is. */
public final class Installations {
    /** What the software of one device can be asked for. */
    public static final Fields ON_DEVICE =
            Fields.of(
                            "i.version_id",
                            "name",
                            Field.text("name", "i.name_order").sorted(),
                            Field.text("vendor", "lower(s.vendor) collate \"C\""),
                            Field.text("source", "s.source"),
                            Field.text("version", "lower(v.version) collate \"C\""),
                            Field.time("first_seen", "i.first_seen").sorted())
                    .searched((from, below) ->
                            SoftwareList.WORDS.isOn(SoftwareList.ID, new Range(from, below)));

    private static final Field HOSTNAME = Field.text("hostname", "d.name_order");
    private static final Field SINCE = Field.time("first_seen", "i.first_seen");

    /** What the devices of a version can be asked for. */
    public static final Fields BY_HOSTNAME =
            Fields.of("d.id", "hostname", HOSTNAME.sorted(), SINCE);

    /** The same in the order in which the devices came, where there are too many to sort. */
    private static final Fields BY_DEVICE =
            Fields.of(
                    "i.device_id",
                    "device",
                    Field.id("device", "i.device_id").sorted(),
                    HOSTNAME,
                    SINCE);

    private static final int SORTED_MAX = 500;
    private static final Sql COLUMNS =
            Sql.of(
                    """
                    select v.id, s.id as software_id, s.vendor, s.name, v.version, s.source,
                        v.architecture, v.source_name, v.source_version, v.purl, v.cpe, i.first_seen
                    """);

    private final Database database;
    private final SoftwareList software;

    /** A version on a device. */
    public record Installed(
            UUID id,
            UUID software,
            @Nullable String vendor,
            String name,
            @Nullable String version,
            String source,
            @Nullable String architecture,
            @Nullable String sourceName,
            @Nullable String sourceVersion,
            @Nullable String purl,
            @Nullable String cpe,
            Instant firstSeen) {}

    /** A device that a version is on. */
    public record Holder(UUID id, String hostname, @Nullable String osName, Instant firstSeen) {}

    public Installations(Database database) {
        this.database = database;
        this.software = new SoftwareList(database);
    }

    public Page<Installed> on(UUID device, Query query) {
        return query.page(database, COLUMNS, from(device, query), Installations::installed);
    }

    public void eachOn(UUID device, Query query, Consumer<Installed> receiver) {
        query.each(database, COLUMNS, from(device, query), row -> receiver.accept(installed(row)));
    }

    private Sql from(UUID device, Query query) {
        return software.narrowed(
                query,
                Sql.of(
                        """
                        from installations i
                        join software_versions v on v.id = i.version_id
                        join software s on s.id = v.software_id
                        where i.device_id = ? and i.removed_at is null
                        """,
                        device));
    }

    /** Reads what the devices of a version are asked for. */
    public Query ask(Version version, Map<String, String> parameters, Clock clock) {
        var isWhole =
                !Query.parse(Map.of("q", parameters.getOrDefault("q", "")), BY_HOSTNAME, clock)
                        .isNarrowed();
        return isWhole && version.devices() > SORTED_MAX
                ? Searched.ask(parameters, clock, BY_DEVICE, BY_HOSTNAME)
                : Searched.ask(parameters, clock, BY_HOSTNAME, BY_DEVICE);
    }

    public Page<Holder> holders(Version version, Query query) {
        return query.page(
                database,
                Sql.of("select d.id, d.hostname, d.os_name, i.first_seen"),
                Sql.of(
                        """
                        from installations i join devices d on d.id = i.device_id
                        where i.version_id = ? and i.removed_at is null and d.retired_at is null
                        """,
                        version.id()),
                row ->
                        new Holder(
                                row.uuid("id"),
                                row.text("hostname"),
                                row.textOrNull("os_name"),
                                row.instant("first_seen")));
    }

    private static Installed installed(Row row) {
        return new Installed(
                row.uuid("id"),
                row.uuid("software_id"),
                row.textOrNull("vendor"),
                row.text("name"),
                row.textOrNull("version"),
                row.text("source"),
                row.textOrNull("architecture"),
                row.textOrNull("source_name"),
                row.textOrNull("source_version"),
                row.textOrNull("purl"),
                row.textOrNull("cpe"),
                row.instant("first_seen"));
    }
}
