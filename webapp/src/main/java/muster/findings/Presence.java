package muster.findings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Distributions;
import muster.matching.Component;
import muster.matching.Component.Distribution;
import org.jspecify.annotations.Nullable;

/** What is on a device now, with all that advisories could call it by. */
final class Presence {
    private final Database database;

    /** A device that is there. */
    record Present(Optional<Distribution> distribution, boolean retired) {}

    private record Title(UUID id, String source, String name) {}

    private record Version(
            UUID id,
            UUID software,
            @Nullable String version,
            @Nullable String architecture,
            @Nullable String sourceName,
            @Nullable String sourceVersion) {}

    private record Named(UUID version, String ecosystem) {}

    Presence(Database database) {
        this.database = database;
    }

    /** Holds the device for this transaction, so that two looks at it follow each other. */
    Optional<Present> lock(UUID device) {
        return database.first(
                Sql.of(
                        "select os_name, os_version, retired_at is not null as retired"
                                + " from devices where id = ? for update",
                        device),
                row ->
                        new Present(
                                Distributions.of(
                                        row.textOrNull("os_name"), row.textOrNull("os_version")),
                                row.flag("retired")));
    }

    /**
     * Put together here and not by a join: a database without statistics yet, which a new hub is,
     * would go through all versions for each installation.
     */
    List<Installed> software(UUID device, Present present) {
        var versions = versions(device);
        var ids = versions.stream().map(Version::id).toArray(UUID[]::new);
        var titles = titles(versions);
        var ecosystems = ecosystems(ids);
        return versions.stream()
                .map(version ->
                        installed(
                                version,
                                titles.get(version.software()),
                                ecosystems.getOrDefault(version.id(), List.of()),
                                present))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Version> versions(UUID device) {
        var installed =
                database.list(
                        Sql.of(
                                """
                                select version_id from installations
                                where device_id = ? and removed_at is null
                                """,
                                device),
                        row -> row.uuid("version_id"));
        return database.list(
                Sql.of(
                        """
                        select id, software_id, version, architecture, source_name, source_version
                        from software_versions where id = any (?::uuid[]) order by id
                        """,
                        (Object) installed.toArray(UUID[]::new)),
                Presence::version);
    }

    private Map<UUID, Title> titles(List<Version> versions) {
        var ids = versions.stream().map(Version::software).distinct().toArray(UUID[]::new);
        var titles = new HashMap<UUID, Title>();
        database.each(
                Sql.of(
                        "select id, source, name from software where id = any (?::uuid[])",
                        (Object) ids),
                row ->
                        titles.put(
                                row.uuid("id"),
                                new Title(row.uuid("id"), row.text("source"), row.text("name"))));
        return titles;
    }

    private Map<UUID, List<String>> ecosystems(UUID[] versions) {
        return database
                .list(
                        Sql.of(
                                """
                                select version_id, ecosystem from version_identities
                                where version_id = any (?::uuid[])
                                """,
                                (Object) versions),
                        row -> new Named(row.uuid("version_id"), row.text("ecosystem")))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Named::version,
                                Collectors.mapping(Named::ecosystem, Collectors.toList())));
    }

    private static Optional<Installed> installed(
            Version version, @Nullable Title title, List<String> ecosystems, Present present) {
        return Optional.ofNullable(title)
                .map(it ->
                        new Installed(
                                version.id(),
                                version.software(),
                                new Component(
                                        it.source(),
                                        it.name(),
                                        version.version(),
                                        version.sourceName(),
                                        version.sourceVersion(),
                                        present.distribution().orElse(null)),
                                version.architecture(),
                                ecosystems));
    }

    private static Version version(Row row) {
        return new Version(
                row.uuid("id"),
                row.uuid("software_id"),
                row.textOrNull("version"),
                row.textOrNull("architecture"),
                row.textOrNull("source_name"),
                row.textOrNull("source_version"));
    }
}
