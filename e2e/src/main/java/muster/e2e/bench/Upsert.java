package muster.e2e.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/** The rows of one report sent as arrays: the least that any intake has to do. */
record Upsert(UUID device, String hostname, List<SoftwareFact> facts) {

    static Upsert of(Report report) {
        var inventory = (Inventory) report.sightings().getFirst();
        return new Upsert(UUID.randomUUID(), inventory.device().hostname(), inventory.software());
    }

    /** One transaction as the hub's own role, under row-level security as any other. */
    void run(Database database, Tenant tenant) {
        database.inTenant(
                tenant,
                () -> {
                    device(database);
                    titles(database);
                    versions(database);
                    return installations(database);
                });
    }

    private void device(Database database) {
        database.run(
                Sql.of(
                        """
                        insert into devices (id, site_id, hostname, name_order, type, provenance,
                            first_seen, last_seen, late_after)
                        select ?, id, ?, ?, 'server', 'keyed', now(), now(), 'infinity' from sites
                        """,
                        device,
                        hostname,
                        hostname));
    }

    private void titles(Database database) {
        database.run(
                Sql.of(
                        """
                        insert into software (id, source, vendor, name, name_order, first_seen, devices)
                        select id, source, vendor, name, name, ?, 1
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                            as row(id, source, vendor, name)
                        on conflict (org_id, id) do update set devices = software.devices + 1
                        """,
                        Instant.now(),
                        ids(Upsert::title),
                        texts(SoftwareFact::sourceType),
                        texts(SoftwareFact::vendor),
                        texts(SoftwareFact::name)));
    }

    private void versions(Database database) {
        database.run(
                Sql.of(
                        """
                        insert into software_versions (id, software_id, version, architecture,
                            source_name, first_seen, devices)
                        select id, software_id, version, architecture, source_name, ?, 1
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[])
                            as row(id, software_id, version, architecture, source_name)
                        on conflict (org_id, id) do update set devices = software_versions.devices + 1
                        """,
                        Instant.now(),
                        ids(Upsert::version),
                        ids(Upsert::title),
                        texts(SoftwareFact::version),
                        texts(SoftwareFact::architecture),
                        texts(SoftwareFact::sourcePackage)));
    }

    private int installations(Database database) {
        return database.run(
                Sql.of(
                        """
                        insert into installations
                            (device_id, version_id, name_order, via, first_seen)
                        select ?, version_id, name, 'report', ?
                        from unnest(?::uuid[], ?::text[]) as row(version_id, name)
                        on conflict do nothing
                        """,
                        device,
                        Instant.now(),
                        ids(Upsert::version),
                        texts(SoftwareFact::name)));
    }

    private static UUID title(SoftwareFact fact) {
        return UUID.nameUUIDFromBytes(fact.name().getBytes(StandardCharsets.UTF_8));
    }

    private static UUID version(SoftwareFact fact) {
        var text = fact.name() + " " + fact.version();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private UUID[] ids(Function<SoftwareFact, UUID> id) {
        return facts.stream().map(id).toArray(UUID[]::new);
    }

    private @Nullable String[] texts(Function<SoftwareFact, @Nullable String> text) {
        return facts.stream().map(text).toArray(String[]::new);
    }
}
