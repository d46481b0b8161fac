package muster.findings;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Distributions;
import muster.matching.Component;
import muster.matching.Component.Distribution;

/** What is on a device now, with all that advisories could call it by. */
final class Presence {
    private final Database database;

    /** A device that is there. */
    record Present(Optional<Distribution> distribution, boolean retired) {}

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

    List<Installed> software(UUID device, Present present) {
        return database.list(
                Sql.of(
                        """
                        select v.id, v.software_id, s.source, s.name, v.version, v.architecture,
                            v.source_name, v.source_version,
                            array(select n.ecosystem from version_identities n
                                where n.version_id = v.id) as ecosystems
                        from installations i
                            join software_versions v on v.id = i.version_id
                            join software s on s.id = v.software_id
                        where i.device_id = ? and i.removed_at is null
                        order by v.id
                        """,
                        device),
                row -> installed(row, present));
    }

    private static Installed installed(Row row, Present present) {
        return new Installed(
                row.uuid("id"),
                row.uuid("software_id"),
                new Component(
                        row.text("source"),
                        row.text("name"),
                        row.textOrNull("version"),
                        row.textOrNull("source_name"),
                        row.textOrNull("source_version"),
                        present.distribution().orElse(null)),
                row.textOrNull("architecture"),
                row.texts("ecosystems"));
    }
}
