package muster.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import muster.catalogue.Change;
import muster.database.Sql;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From installed software to findings with their reasons, on a real database. */
class RematchTest {
    private static final String OLD = "3.0.11-1~deb12u2";
    private static final String NEW = "3.0.15-1~deb12u1";
    private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    private Fleet fleet;
    private Tenant acme;

    @BeforeEach
    void open() {
        fleet = new Fleet();
        acme = fleet.acme();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void saysWhyInEveryStep() {
        fleet.advise("CVE-2024-6119", "CVE-2024-6119", "openssl", NEW);
        fleet.advise("DSA-5764-1", "CVE-2024-6119", "openssl", NEW);
        var web = webServer();

        fleet.look(acme, web);

        assertEquals(
                List.of(
                        "CVE-2024-6119|openssl|3.0.11-1~deb12u2|3.0.15-1~deb12u1|unknown|false|open"),
                findings(acme));
        assertEquals(
                List.of(
                        "deb libssl3 3.0.11-1~deb12u2 amd64 (source openssl)\n"
                                + "deb openssl 3.0.11-1~deb12u2 amd64|Debian:12|openssl|"
                                + "3.0.11-1~deb12u2|CVE-2024-6119|debian|"
                                + "fixed in 3.0.15-1~deb12u1|"
                                + "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (CVE-2024-6119)",
                        "deb libssl3 3.0.11-1~deb12u2 amd64 (source openssl)\n"
                                + "deb openssl 3.0.11-1~deb12u2 amd64|Debian:12|openssl|"
                                + "3.0.11-1~deb12u2|DSA-5764-1|debian|"
                                + "fixed in 3.0.15-1~deb12u1|"
                                + "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (DSA-5764-1)"),
                fleet.lines(
                        acme,
                        Sql.of(
                                """
                                select concat_ws('|', installed, ecosystem, package, version,
                                    advisory, feed, range, comparison) as line
                                from finding_evidences order by position
                                """)));
    }

    @Test
    void changesNothingTheSecondTime() {
        fleet.advise("CVE-2024-6119", "CVE-2024-6119", "openssl", NEW, CRITICAL);
        var web = webServer();
        fleet.look(acme, web);
        var before = everything();

        fleet.later(Duration.ofDays(2));
        fleet.look(acme, web);

        assertEquals(before, everything());
    }

    @Test
    void endsWithTheUpgradeAndComesBackAsAnotherInterval() {
        fleet.advise("CVE-2024-6119", "CVE-2024-6119", "openssl", NEW);
        var web = webServer();
        fleet.look(acme, web);
        var id = id();

        fleet.later(Duration.ofHours(1));
        upgrade(web, OLD, NEW);
        fleet.look(acme, web);

        assertEquals(List.of("upgraded|2026-11-22 11:00:00+00"), ends());
        assertEquals(List.of("0|0|0"), totals(acme));

        fleet.later(Duration.ofHours(1));
        upgrade(web, NEW, OLD);
        fleet.look(acme, web);

        assertEquals(id, id());
        assertEquals(List.of(), ends());
        assertEquals(
                List.of("2026-11-22 10:00:00+00|2026-11-22 11:00:00+00|upgraded"),
                fleet.lines(
                        acme,
                        Sql.of(
                                """
                                select concat_ws('|', since, gone_at, gone_because) as line
                                from finding_intervals
                                """)));
        assertEquals(List.of("1|0|1"), totals(acme));
    }

    @Test
    void saysThatTheSoftwareIsGone() {
        fleet.advise("CVE-2024-6119", "CVE-2024-6119", "openssl", NEW);
        var web = webServer();
        fleet.look(acme, web);

        fleet.remove(acme, web, "openssl", OLD);
        fleet.remove(acme, web, "libssl3", OLD);
        fleet.look(acme, web);

        assertEquals(List.of("removed|2026-11-22 10:00:00+00"), ends());
    }

    @Test
    void putsWhatIsExploitedFirst() {
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", NEW, CRITICAL);
        fleet.advise("CVE-2024-1002", "CVE-2024-1002", "openssl", NEW, null);
        fleet.exploit("CVE-2024-1002", "2026-12-01");
        var web = webServer();

        fleet.look(acme, web);

        assertEquals(
                List.of(
                        "CVE-2024-1002|openssl|3.0.11-1~deb12u2|3.0.15-1~deb12u1|unknown|true|open",
                        "CVE-2024-1001|openssl|3.0.11-1~deb12u2|3.0.15-1~deb12u1|critical|false|open"),
                findings(acme));
        assertEquals(
                List.of("openssl|1|2|1|1"),
                fleet.lines(
                        acme,
                        Sql.of(
                                """
                                select concat_ws('|', package, devices, findings, exploited,
                                    critical) as line
                                from remedies
                                """)));
    }

    @Test
    void noticesThatAKnownFindingBecameExploited() {
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", NEW, CRITICAL);
        var web = webServer();
        fleet.look(acme, web);

        fleet.exploit("CVE-2024-1001", "2026-12-01");
        fleet.look(acme, web);

        assertEquals(List.of("1|1|1"), totals(acme));
        assertEquals(
                List.of("true"),
                fleet.lines(
                        acme, Sql.of("select exploited::text as line from found_vulnerabilities")));
    }

    @Test
    void believesTheCatalogueWhenAnAdvisoryIsWithdrawn() {
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", NEW);
        fleet.advise("CVE-2024-1002", "CVE-2024-1002", "openssl", null);
        var web = webServer();
        fleet.look(acme, web);

        fleet.withdraw("CVE-2024-1001");
        fleet.look(acme, web);

        assertEquals(List.of("catalogue|2026-11-22 10:00:00+00"), ends());
    }

    @Test
    void closesWhatIsOnARetiredDevice() {
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", NEW);
        var web = webServer();
        fleet.look(acme, web);

        fleet.in(acme, () -> fleet.database().run(Sql.of("update devices set retired_at = now()")));
        fleet.look(acme, web);

        assertEquals(List.of("retired|2026-11-22 10:00:00+00"), ends());
        assertEquals(List.of("0|0|0"), totals(acme));
    }

    @Test
    void leadsFromAChangedPackageToItsDevicesOnly() {
        var web = webServer();
        var other = fleet.debian(acme, "other");
        fleet.install(acme, other, "bash", "5.2-1", "bash");
        fleet.look(acme, web);
        fleet.look(acme, other);
        var change =
                new Change(
                        java.util.Set.of(new Change.Named("Debian:12", "openssl")),
                        java.util.Set.of(),
                        java.util.Set.of());
        var news =
                new NewsOfCatalogue(
                        fleet.database(),
                        new muster.happenings.Happenings(fleet.database(), fleet.clock()));

        assertEquals(List.of(web), fleet.in(acme, () -> List.copyOf(news.concerned(change))));
        assertEquals(
                List.of(), fleet.in(fleet.globex(), () -> List.copyOf(news.concerned(change))));
    }

    @Test
    void keepsTwoOrganizationsApart() {
        fleet.advise("CVE-2024-6119", "CVE-2024-6119", "openssl", NEW);
        var web = webServer();
        fleet.look(acme, web);
        var before = everything();

        fleet.look(fleet.globex(), web);

        assertEquals(List.of(), findings(fleet.globex()));
        assertEquals(List.of(), totals(fleet.globex()));
        assertEquals(before, everything());
        assertNotEquals(List.of(), findings(acme));
    }

    private UUID webServer() {
        var web = fleet.debian(acme, "web-1");
        fleet.install(acme, web, "openssl", OLD, "openssl");
        fleet.install(acme, web, "libssl3", OLD, "openssl");
        return web;
    }

    private void upgrade(UUID device, String from, String to) {
        for (var name : List.of("openssl", "libssl3")) {
            fleet.remove(acme, device, name, from);
            fleet.install(acme, device, name, to, "openssl");
        }
    }

    private List<String> findings(Tenant tenant) {
        return fleet.lines(
                tenant,
                Sql.of(
                        """
                        select concat_ws('|', vulnerability, software, installed_version,
                            fixed_version, severity, exploited::text,
                            case when gone_at is null then 'open' else 'gone' end) as line
                        from findings order by urgency desc, vulnerability
                        """));
    }

    private String id() {
        return fleet.lines(acme, Sql.of("select id::text as line from findings")).getFirst();
    }

    private List<String> ends() {
        return fleet.lines(
                acme,
                Sql.of(
                        """
                        select concat_ws('|', gone_because, gone_at) as line from findings
                        where gone_at is not null
                        """));
    }

    private List<String> totals(Tenant tenant) {
        return fleet.lines(
                tenant,
                Sql.of(
                        "select concat_ws('|', open, exploited, devices) as line from finding_totals"));
    }

    /** Every row of every table of the room, with the versions that PostgreSQL gave them. */
    private List<String> everything() {
        return fleet.lines(
                acme,
                Sql.of(
                        """
                        select x.line from (
                            select f.ctid::text || f::text as line from findings f
                            union all select e.ctid::text || e::text from finding_evidences e
                            union all select t.ctid::text || t::text from finding_totals t
                            union all select c.ctid::text || c::text from device_coverage c
                            union all select r.ctid::text || r::text from remedies r
                            union all select d.ctid::text || d::text from finding_days d
                            union all select v.ctid::text || v::text from found_vulnerabilities v
                            union all select n.ctid::text || n::text from version_identities n
                        ) x order by 1
                        """));
    }
}
