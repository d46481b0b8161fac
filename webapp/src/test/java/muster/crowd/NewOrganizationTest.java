package muster.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Counters;
import muster.devices.Timeline;
import muster.findings.Fleet;
import muster.happenings.Happenings;
import muster.intake.Rooms;
import muster.inventory.Inventories;
import muster.inventory.Told;
import muster.inventory.Via;
import muster.tenancy.Tenant;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Limits;
import muster.wire.SoftwareFact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization that is newer than the statistics of its database, with much on one device. */
@Tag("slow")
class NewOrganizationTest {
    private static final int PRODUCTS = Limits.PRODUCTS_MAX;

    private static final int VULNERABLE = 5_000;

    /** By its words, its version, its installation and its findings. */
    private static final int ROWS_READ_OF_EACH_MAX = 30;

    private Fleet fleet;
    private Database database;

    @BeforeEach
    void letGlobexComeFirst() throws SQLException {
        fleet = new Fleet();
        database = fleet.database();
        advise();
        var device = fleet.debian(fleet.globex(), "first");
        observe(fleet.globex(), device, VULNERABLE / 5);
        look(fleet.globex(), device);
        administer("analyze");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void readsEachProductOfItsFirstInventoryAFewTimes() throws SQLException {
        var acme = fleet.acme();
        var device = fleet.debian(acme, "web-1");
        var before = rowsRead();

        observe(acme, device, PRODUCTS);

        assertFew(rowsRead() - before, PRODUCTS);
        assertEquals(PRODUCTS, count(acme, Sql.of("select count(*) as n from installations")));
    }

    @Test
    void readsEachProductOfItsFirstLookAFewTimes() throws SQLException {
        var acme = fleet.acme();
        var device = fleet.debian(acme, "web-1");
        observe(acme, device, PRODUCTS);
        var before = rowsRead();

        look(acme, device);

        assertFew(rowsRead() - before, PRODUCTS);
        assertEquals(VULNERABLE, count(acme, Sql.of("select count(*) as n from findings")));
    }

    private void observe(Tenant tenant, UUID device, int products) {
        var software =
                IntStream.range(0, products)
                        .mapToObj(n -> "product-" + n)
                        .map(name ->
                                new SoftwareFact(
                                        null, name, "1.0", "deb", "amd64", name, null, null))
                        .toList();
        var inventories =
                new Inventories(
                        database,
                        new Timeline(database),
                        new Counters(database),
                        new Happenings(database, Clock.systemUTC()));
        var inventory = new Inventory(DeviceFacts.named("web-1"), software);
        counted(
                tenant,
                () ->
                        inventories.observe(
                                Rooms.looked(device),
                                inventory,
                                Told.State.of(inventory, Set.of()),
                                Via.REPORT));
    }

    private void look(Tenant tenant, UUID device) {
        counted(tenant, () -> fleet.rematch().of(device));
    }

    /** With the commit, PostgreSQL notes at once what was read and not within a second. */
    private void counted(Tenant tenant, Runnable work) {
        database.inTenant(
                tenant,
                () -> {
                    work.run();
                    return database.first(
                            Sql.of("select true as noted from pg_stat_force_next_flush()"),
                            row -> row.flag("noted"));
                });
    }

    /** One vulnerability of each of the first products. */
    private void advise() {
        for (var text :
                List.of(
                        Sql.of(
                                """
                                insert into vulnerabilities (id, summary, modified_at)
                                select 'CVE-2026-' || n, 'A flaw', now()
                                from generate_series(0, ? - 1) n
                                """,
                                VULNERABLE),
                        Sql.of(
                                """
                                insert into advisories (feed, id, checksum, vulnerabilities,
                                    collective, aliases, summary, modified_at)
                                select 'debian', 'CVE-2026-' || n, '', array['CVE-2026-' || n],
                                    false, '{}', '', now()
                                from generate_series(0, ? - 1) n
                                """,
                                VULNERABLE),
                        Sql.of(
                                """
                                insert into advised_vulnerabilities
                                select 'CVE-2026-' || n, 'debian', 'CVE-2026-' || n
                                from generate_series(0, ? - 1) n
                                """,
                                VULNERABLE),
                        Sql.of(
                                """
                                insert into affected (feed, advisory, position, ecosystem, name,
                                    introduced, span, ending)
                                select 'debian', 'CVE-2026-' || n, 0, 'Debian:12', 'product-' || n,
                                    '0', 'fixed', '2.0'
                                from generate_series(0, ? - 1) n
                                """,
                                VULNERABLE))) {
            database.inCatalogue(() -> database.run(text));
        }
        fleet.catalogue().load();
    }

    private static void assertFew(long read, int products) {
        assertTrue(
                read < (long) products * ROWS_READ_OF_EACH_MAX,
                () -> "%,d rows read for %,d products".formatted(read, products));
    }

    private long count(Tenant tenant, Sql rows) {
        return fleet.in(tenant, () -> database.first(rows, row -> row.number("n")).orElseThrow());
    }

    private long rowsRead() throws SQLException {
        return administer(
                "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables");
    }

    private long administer(String text) throws SQLException {
        var server = fleet.fixture().server();
        try (var admin =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = admin.createStatement()) {
            statement.execute(text);
            var rows = statement.getResultSet();
            return rows != null && rows.next() ? rows.getLong(1) : 0;
        }
    }
}
