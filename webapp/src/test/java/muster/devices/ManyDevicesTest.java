package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.inventory.SoftwareList;
import muster.tenancy.Tenant;
import muster.web.Fields;
import muster.web.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With 100,000 devices a page reads no more than ten times the rows that it shows. */
@Tag("slow")
class ManyDevicesTest {
    private static final int DEVICES = 100_000;
    private static final int SHOWN = 50;
    private static final int READ_MAX = 10 * SHOWN;
    // After ten runs PostgreSQL has settled whether it plans anew for each value.
    private static final int RUNS = 12;

    private static TestDatabase test;
    private static Database database;
    private static Tenant acme;

    @BeforeAll
    static void fill() throws Exception {
        test = TestDatabase.fresh();
        database = test.database();
        acme = test.acme();
        database.inTenant(acme, () -> fill(DEVICES));
        database.inTenant(test.globex(), () -> fill(1_000));
        var server = test.server();
        try (var admin =
                        java.sql.DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = admin.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void listReadsLittleHoweverItIsAsked() {
        var devices = new Devices(database);
        var wrong = new ArrayList<String>();
        for (var asked :
                List.of(
                        "",
                        "sort=-hostname",
                        "sort=last_seen",
                        "sort=-last_seen",
                        "sort=-findings",
                        "sort=-software",
                        "sort=-exploited",
                        "q=host",
                        "q=00042",
                        "q=host-0004",
                        "q=debian",
                        "q=rare",
                        "q=debian rare",
                        "q=status:late",
                        "q=status:retired",
                        "q=type:printer",
                        "q=hostname:host-000*",
                        "q=hostname:host-00077",
                        "q=exploited:>0&sort=-exploited")) {
            var query = query(asked, Devices.FIELDS);
            var read = read(() -> devices.matching(query, Cast.NOW).items().size());
            if (read.rows() > READ_MAX) {
                wrong.add(asked + " reads " + read.rows());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPageIsReachedByItsCursor() {
        var devices = new Devices(database);
        var first =
                database.inTenant(
                        acme,
                        () -> devices.matching(query("sort=-findings", Devices.FIELDS), Cast.NOW));
        var next = query("sort=-findings&cursor=" + first.nextCursor(), Devices.FIELDS);
        var read = read(() -> devices.matching(next, Cast.NOW).items().size());

        assertTrue(read.rows() <= READ_MAX, read.toString());
    }

    @Test
    void softwareListAndTabReadLittle() {
        var software = new SoftwareList(database);
        var device =
                database.inTenant(
                        acme,
                        () ->
                                database.first(
                                                Sql.of(
                                                        "select device_id from installations order by device_id limit 1"),
                                                row -> row.uuid("device_id"))
                                        .orElseThrow());
        for (var asked : List.of("", "sort=-devices", "q=lib", "q=lib77")) {
            var query = query(asked, SoftwareList.TITLES);
            var read = read(() -> software.titles(query).items().size());
            assertTrue(read.rows() <= READ_MAX, asked + " " + read);
        }
        var version = database.inTenant(acme, () -> version());
        var holders =
                read(() ->
                        software.holders(version, query("", SoftwareList.HOLDERS)).items().size());
        var tab = read(() -> software.on(device, query("", SoftwareList.INSTALLED)).items().size());
        assertTrue(holders.rows() <= READ_MAX, holders.toString());
        assertTrue(tab.rows() <= READ_MAX, tab.toString());
    }

    private record Read(long rows, long micros) {}

    private static Read read(Supplier<Integer> page) {
        Read read = new Read(0, 0);
        for (int i = 0; i < RUNS; i++) {
            read =
                    database.inTenant(
                            acme,
                            () -> {
                                var before = rowsRead();
                                var began = System.nanoTime();
                                assertTrue(page.get() <= SHOWN);
                                var micros = (System.nanoTime() - began) / 1_000;
                                return new Read(rowsRead() - before, micros);
                            });
        }
        return read;
    }

    private static long rowsRead() {
        return database.first(
                        Sql.of(
                                """
                                select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint as n
                                from pg_stat_xact_user_tables
                                where relname in ('devices', 'device_tokens', 'software', 'software_tokens',
                                    'software_versions', 'installations')
                                """),
                        row -> row.number("n"))
                .orElse(0L);
    }

    private static UUID version() {
        return database.first(
                        Sql.of("select id from software_versions order by devices desc limit 1"),
                        row -> row.uuid("id"))
                .orElseThrow();
    }

    private static Query query(String asked, Fields fields) {
        var parameters = new java.util.HashMap<String, String>();
        for (var part : asked.split("&", -1)) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return Query.parse(Map.copyOf(parameters), fields, Clock.fixed(Cast.NOW, ZoneOffset.UTC));
    }

    /** Mostly servers, a few printers, some late, some retired, one word that is rare. */
    private static int fill(int devices) {
        database.run(
                Sql.of(
                        """
                        insert into devices (site_id, hostname, name_order, type, os_name, provenance,
                            first_seen, last_seen, late_after, retired_at, software_count,
                            findings_open, findings_exploited)
                        select s.id, many.name, many.name, case when n % 5000 = 0 then 'printer' else 'server' end,
                            'Debian', 'keyed', now(), ?::timestamptz - n * interval '1 second',
                            case when n % 5000 = 1 then timestamptz '2026-01-01' else 'infinity' end,
                            case when n % 100 = 2 then now() end,
                            (n * 7919) % 900, (n * 10007) % 1000, case when n % 777 = 0 then 2 else 0 end
                        from (select n, 'host-' || lpad(n::text, 6, '0') as name
                            from generate_series(1, ?) as n) as many cross join sites s
                        """,
                        Cast.NOW, devices));
        for (var words :
                List.of(
                        Sql.of(
                                "insert into device_tokens (token, device_id) select 'host', id from devices"),
                        Sql.of(
                                "insert into device_tokens (token, device_id) select 'debian', id from devices"),
                        Sql.of(
                                "insert into device_tokens (token, device_id) select substr(hostname, 6), id from devices"),
                        Sql.of(
                                "insert into device_tokens (token, device_id) select 'rare', id from devices where findings_open = 500"))) {
            database.run(words);
        }
        database.run(
                Sql.of(
                        """
                        insert into software (id, source, name, name_order, first_seen, devices)
                        select md5(n::text)::uuid, 'deb', 'lib' || n, 'lib' || n, now(), n % 1000 + 1
                        from generate_series(1, 20000) n
                        """));
        database.run(
                Sql.of(
                        "insert into software_tokens (token, software_id) select name_order, id from software"));
        database.run(
                Sql.of(
                        "insert into software_versions (id, software_id, version, first_seen, devices) select id, id, '1', now(), devices from software"));
        return database.run(
                Sql.of(
                        """
                        insert into installations (device_id, version_id, via, first_seen)
                        select d.id, md5(n::text)::uuid, 'report', now()
                        from devices d cross join generate_series(1, 5) n
                        """));
    }
}
