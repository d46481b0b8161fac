package muster.findings;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import muster.catalogue.Catalogue;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.devices.Counters;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import org.jspecify.annotations.Nullable;

/** Devices, software and advisories written straight into the tables, and a clock that is set. */
public final class Fleet implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final TestDatabase fixture = TestDatabase.fresh();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Catalogue catalogue = new Catalogue(fixture.database());
    private final Rematch rematch =
            new Rematch(
                    database(), catalogue, new Counters(database()), new Announcements(), clock);

    /** An empty fleet with no advisory loaded. */
    public Fleet() {
        database()
                .inCatalogue(() ->
                        database()
                                .run(
                                        Sql.of(
                                                """
                                                insert into feeds (id, title, kind, origin,
                                                    licence, state, complete_for,
                                                    attempted_at)
                                                values ('debian', 'Debian', 'advisories',
                                                    'test', 'test', 'ready', '{Debian}',
                                                    now())
                                                """)));
        catalogue.load();
    }

    public Database database() {
        return fixture.database();
    }

    public Tenant acme() {
        return fixture.acme();
    }

    public Tenant globex() {
        return fixture.globex();
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Clock clock() {
        return clock;
    }

    public Rematch rematch() {
        return rematch;
    }

    public TestDatabase fixture() {
        return fixture;
    }

    public void later(Duration duration) {
        now.updateAndGet(at -> at.plus(duration));
    }

    public <T> T in(Tenant tenant, Supplier<T> work) {
        return database().inTenant(tenant, work);
    }

    /** A device with this system; null where nobody told. */
    public UUID device(
            Tenant tenant, String hostname, @Nullable String osName, @Nullable String osVersion) {
        return in(
                tenant,
                () ->
                        database()
                                .first(
                                        Sql.of(
                                                """
                                                insert into devices (site_id, hostname, name_order,
                                                    type, os_name, os_version, provenance,
                                                    first_seen, last_seen, late_after)
                                                select id, ?, ?, 'server', ?, ?, 'agent', ?, ?,
                                                    'infinity'
                                                from sites limit 1
                                                returning id
                                                """,
                                                hostname,
                                                hostname,
                                                osName,
                                                osVersion,
                                                now.get(),
                                                now.get()),
                                        row -> row.uuid("id"))
                                .orElseThrow());
    }

    public UUID debian(Tenant tenant, String hostname) {
        return device(tenant, hostname, "Debian GNU/Linux", "12");
    }

    /** Installs a version of a binary package built from a source package. */
    public void install(
            Tenant tenant, UUID device, String name, String version, String sourceName) {
        var software = id("deb " + name);
        var versionId = id("deb " + name + " " + version);
        in(
                tenant,
                () -> {
                    database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into software (id, source, name, name_order,
                                                first_seen, devices)
                                            values (?, 'deb', ?, ?, ?, 1) on conflict do nothing
                                            """,
                                            software,
                                            name,
                                            name,
                                            now.get()));
                    database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into software_versions (id, software_id, version,
                                                architecture, source_name, first_seen)
                                            values (?, ?, ?, 'amd64', ?, ?) on conflict do nothing
                                            """,
                                            versionId,
                                            software,
                                            version,
                                            sourceName,
                                            now.get()));
                    return database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into installations (device_id, version_id,
                                                name_order, via, first_seen)
                                            values (?, ?, ?, 'report', ?)
                                            """,
                                            device,
                                            versionId,
                                            name,
                                            now.get()));
                });
    }

    public void remove(Tenant tenant, UUID device, String name, String version) {
        in(
                tenant,
                () ->
                        database()
                                .run(
                                        Sql.of(
                                                """
                                                update installations set removed_at = ?
                                                where device_id = ? and version_id = ?
                                                """,
                                                now.get(),
                                                device,
                                                id("deb " + name + " " + version))));
    }

    /** Publishes that a source package of Debian 12 is affected before a version. */
    public void advise(String id, String vulnerability, String name, @Nullable String fixed) {
        advise(id, vulnerability, name, fixed, null);
    }

    public void advise(
            String id,
            String vulnerability,
            String name,
            @Nullable String fixed,
            @Nullable String vector) {
        database()
                .inCatalogue(() -> {
                    database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into vulnerabilities (id, summary,
                                                severity, modified_at)
                                            values (?, 'A flaw in ' || ?, ?, now())
                                            on conflict (id) do update
                                            set severity = excluded.severity
                                            """,
                                            vulnerability,
                                            name,
                                            vector));
                    database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into advisories (feed, id, checksum,
                                                vulnerabilities, collective, aliases,
                                                summary, modified_at)
                                            values ('debian', ?, '', array[?], ?, '{}', '',
                                                now())
                                            """,
                                            id,
                                            vulnerability,
                                            id.startsWith("DSA-")));
                    database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into advised_vulnerabilities
                                            values (?, 'debian', ?)
                                            """,
                                            vulnerability,
                                            id));
                    return database()
                            .run(
                                    Sql.of(
                                            """
                                            insert into affected (feed, advisory, position,
                                                ecosystem, name, introduced, span, ending)
                                            values ('debian', ?, 0, 'Debian:12', ?, '0', ?,
                                                ?)
                                            """,
                                            id,
                                            name,
                                            fixed == null ? "open" : "fixed",
                                            fixed == null ? "" : fixed));
                });
        catalogue.load();
    }

    public void withdraw(String id) {
        database()
                .inCatalogue(
                        () -> database().run(Sql.of("delete from advisories where id = ?", id)));
        catalogue.load();
    }

    /** CISA knows it to be exploited. */
    public void exploit(String vulnerability, String dueOn) {
        database()
                .inCatalogue(() ->
                        database()
                                .run(
                                        Sql.of(
                                                """
                                                insert into known_exploited (vulnerability,
                                                    feed, title, vendor, product, added_on,
                                                    due_on, ransomware, action)
                                                values (?, 'debian', 'A flaw', 'V', 'P',
                                                    '2026-11-01', ?::date, false,
                                                    'Apply updates.')
                                                """,
                                                vulnerability,
                                                dueOn)));
        catalogue.load();
    }

    public void look(Tenant tenant, UUID device) {
        in(
                tenant,
                () -> {
                    rematch.of(device);
                    return device;
                });
    }

    /** What a query says, one line a row, its columns parted by bars. */
    public List<String> lines(Tenant tenant, Sql sql) {
        return in(tenant, () -> database().list(sql, row -> row.text("line")));
    }

    @Override
    public void close() {
        fixture.close();
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
