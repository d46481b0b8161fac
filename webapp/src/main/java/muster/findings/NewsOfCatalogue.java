package muster.findings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import muster.catalogue.Change;
import muster.database.Database;
import muster.database.Sql;
import muster.happenings.Happening;
import muster.happenings.Happenings;
import muster.tenancy.Tenant;

/**
 * Brings what changed in the catalogue to the devices that it concerns: each is looked at again, in
 * turns between the organizations, so that a large one does not keep a small one waiting.
 */
public final class NewsOfCatalogue {
    private static final int DEVICES_A_TURN = 50;

    private final Database database;
    private final Happenings happenings;

    private record Turn(Tenant tenant, ArrayDeque<UUID> devices) {}

    public NewsOfCatalogue(Database database, Happenings happenings) {
        this.database = database;
        this.happenings = happenings;
    }

    /** The listener of {@link muster.catalogue.Catalogue#onChange}. */
    public void spread(Change change) {
        var waiting = new ArrayDeque<Turn>();
        for (var tenant : database.tenants()) {
            var devices = database.inTenant(tenant, () -> concerned(change));
            if (!devices.isEmpty()) {
                waiting.add(new Turn(tenant, new ArrayDeque<>(devices)));
            }
        }
        while (!waiting.isEmpty()) {
            var turn = waiting.remove();
            database.inTenant(turn.tenant(), () -> announce(turn.devices()));
            if (!turn.devices().isEmpty()) {
                waiting.add(turn);
            }
        }
    }

    private int announce(ArrayDeque<UUID> devices) {
        var announced = 0;
        while (announced < DEVICES_A_TURN && !devices.isEmpty()) {
            happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, devices.remove()));
            announced++;
        }
        return announced;
    }

    /** The devices of the current organization whose findings may differ now. */
    Set<UUID> concerned(Change change) {
        var devices = new LinkedHashSet<UUID>();
        devices.addAll(withPackages(List.copyOf(change.packages())));
        devices.addAll(withEcosystemsOf(new ArrayList<>(change.families())));
        devices.addAll(withVulnerabilities(change.exploited()));
        return devices;
    }

    private List<UUID> withPackages(List<Change.Named> packages) {
        return database.list(
                Sql.of(
                        """
                        select distinct i.device_id
                        from unnest(?::text[], ?::text[]) as changed (ecosystem, package)
                            join version_identities n on n.ecosystem = changed.ecosystem
                                and n.package = changed.package
                            join installations i on i.version_id = n.version_id
                                and i.removed_at is null
                        """,
                        Columns.texts(packages, Change.Named::ecosystem),
                        Columns.texts(packages, Change.Named::name)),
                row -> row.uuid("device_id"));
    }

    private List<UUID> withEcosystemsOf(List<String> families) {
        return database.list(
                Sql.of(
                        """
                        select distinct i.device_id
                        from unnest(?::text[]) as changed (family)
                            join version_identities n on n.ecosystem = changed.family
                                or n.ecosystem >= changed.family || ':'
                                    and n.ecosystem < changed.family || ';'
                            join installations i on i.version_id = n.version_id
                                and i.removed_at is null
                        """,
                        Columns.texts(families, it -> it)),
                row -> row.uuid("device_id"));
    }

    private List<UUID> withVulnerabilities(Set<String> vulnerabilities) {
        return database.list(
                Sql.of(
                        """
                        select distinct device_id from findings
                        where gone_at is null and vulnerability_order = any (?::text[])
                        """,
                        Columns.texts(vulnerabilities, it -> it.toLowerCase(Locale.ROOT))),
                row -> row.uuid("device_id"));
    }
}
