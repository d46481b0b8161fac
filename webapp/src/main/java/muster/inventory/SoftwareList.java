package muster.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/** All software of the organization: titles, their versions, and the devices these are on. */
public final class SoftwareList {
    /** What the list of titles can be asked for. */
    public static final Fields TITLES =
            Fields.of(
                            "s.id",
                            "name",
                            Field.text("name", "s.name_order").sorted(),
                            Field.text("vendor", "lower(s.vendor) collate \"C\""),
                            Field.text("source", "s.source"),
                            Field.number("devices", "s.devices").sorted(),
                            Field.time("first_seen", "s.first_seen"))
                    .searched(
                            """
                            exists (select from software_tokens t
                                where t.software_id = s.id and t.token >= ? and t.token < ?)
                            """);

    /** What the software of one device can be asked for. */
    public static final Fields INSTALLED =
            Fields.of(
                            "v.id",
                            "name",
                            Field.text("name", "s.name_order").sorted(),
                            Field.text("vendor", "lower(s.vendor) collate \"C\""),
                            Field.text("source", "s.source"),
                            Field.text("version", "lower(v.version) collate \"C\""),
                            Field.time("first_seen", "i.first_seen").sorted())
                    .searched(
                            """
                            exists (select from software_tokens t
                                where t.software_id = s.id and t.token >= ? and t.token < ?)
                            """);

    /** What the devices of one version can be asked for. */
    public static final Fields HOLDERS =
            Fields.of(
                    "d.id",
                    "hostname",
                    Field.text("hostname", "d.name_order").sorted(),
                    Field.time("first_seen", "i.first_seen"));

    private static final Sql TITLE_COLUMNS =
            Sql.of("select s.id, s.source, s.vendor, s.name, s.devices, s.first_seen");
    private static final Sql INSTALLED_COLUMNS =
            Sql.of(
                    """
                    select v.id, s.id as software_id, s.vendor, s.name, v.version, s.source,
                        v.architecture, v.source_name, v.source_version, v.purl, i.first_seen
                    """);
    private static final int VERSIONS_MAX = 500;

    private final Database database;

    /** A title and how many devices it is on. */
    public record Title(
            UUID id,
            @Nullable String vendor,
            String name,
            String source,
            int devices,
            Instant firstSeen) {}

    /** A version of a title and how many devices it is on; a null version was never told. */
    public record Version(
            UUID id, @Nullable String version, @Nullable String architecture, int devices) {}

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
            Instant firstSeen) {}

    /** A device that a version is on. */
    public record Holder(UUID id, String hostname, @Nullable String osName, Instant firstSeen) {}

    public SoftwareList(Database database) {
        this.database = database;
    }

    /** Titles that are on at least one device. */
    public Page<Title> titles(Query query) {
        return query.page(
                database,
                TITLE_COLUMNS,
                Sql.of("from software s where s.devices > 0"),
                SoftwareList::title);
    }

    public void eachTitle(Query query, Consumer<Title> receiver) {
        query.each(
                database,
                TITLE_COLUMNS,
                Sql.of("from software s where s.devices > 0"),
                row -> receiver.accept(title(row)));
    }

    public Optional<Title> title(UUID id) {
        return database.first(
                TITLE_COLUMNS.and("from software s where s.id = ?", id), SoftwareList::title);
    }

    /** Versions of a title, those on the most devices first; gone ones last. */
    public List<Version> versions(UUID title) {
        return database.list(
                Sql.of(
                        """
                        select id, version, architecture, devices from software_versions
                        where software_id = ? order by devices desc, version desc, id limit ?
                        """,
                        title,
                        VERSIONS_MAX),
                SoftwareList::version);
    }

    public Optional<Version> version(UUID title, UUID version) {
        return database.first(
                Sql.of(
                        """
                        select id, version, architecture, devices from software_versions
                        where software_id = ? and id = ?
                        """,
                        title,
                        version),
                SoftwareList::version);
    }

    public Page<Installed> on(UUID device, Query query) {
        return query.page(database, INSTALLED_COLUMNS, onDevice(device), SoftwareList::installed);
    }

    public void eachOn(UUID device, Query query, Consumer<Installed> receiver) {
        query.each(
                database,
                INSTALLED_COLUMNS,
                onDevice(device),
                row -> receiver.accept(installed(row)));
    }

    /** All that is on a device now; for matching. */
    public List<Installed> on(UUID device) {
        return database.list(
                INSTALLED_COLUMNS.and(onDevice(device)).and("order by s.name_order, v.id"),
                SoftwareList::installed);
    }

    public Page<Holder> holders(UUID version, Query query) {
        return query.page(
                database,
                Sql.of("select d.id, d.hostname, d.os_name, i.first_seen"),
                Sql.of(
                        """
                        from devices d join installations i on i.device_id = d.id
                        where d.retired_at is null and i.version_id = ? and i.removed_at is null
                        """,
                        version),
                row ->
                        new Holder(
                                row.uuid("id"),
                                row.text("hostname"),
                                row.textOrNull("os_name"),
                                row.instant("first_seen")));
    }

    private static Sql onDevice(UUID device) {
        return Sql.of(
                """
                from installations i
                join software_versions v on v.id = i.version_id
                join software s on s.id = v.software_id
                where i.device_id = ? and i.removed_at is null
                """,
                device);
    }

    private static Title title(Row row) {
        return new Title(
                row.uuid("id"),
                row.textOrNull("vendor"),
                row.text("name"),
                row.text("source"),
                row.integer("devices"),
                row.instant("first_seen"));
    }

    private static Version version(Row row) {
        return new Version(
                row.uuid("id"),
                row.textOrNull("version"),
                row.textOrNull("architecture"),
                row.integer("devices"));
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
                row.instant("first_seen"));
    }
}
