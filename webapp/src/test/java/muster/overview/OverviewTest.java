package muster.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import muster.database.Sql;
import muster.findings.Fleet;
import muster.findings.Remedies;
import muster.findings.Totals;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the overview says of a fleet, and what search finds in it. */
class OverviewTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    private Fleet fleet;
    private Tenant acme;
    private UUID web;

    @BeforeEach
    void open() {
        fleet = new Fleet();
        acme = fleet.acme();
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", "3.0.15-1");
        fleet.advise("CVE-2024-1002", "CVE-2024-1002", "openssl", "3.0.14-1");
        fleet.advise("CVE-2024-1003", "CVE-2024-1003", "bash", "5.2-2");
        fleet.exploit("CVE-2024-1003", "2026-12-01");
        web = fleet.debian(acme, "web-1");
        fleet.install(acme, web, "openssl", "3.0.11-1", "openssl");
        fleet.install(acme, web, "bash", "5.2-1", "bash");
        fleet.look(acme, web);
        var mail = fleet.debian(acme, "mail-1");
        fleet.install(acme, mail, "openssl", "3.0.11-1", "openssl");
        fleet.look(acme, mail);
        word(web, "web");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void namesFirstWhatEndsTheWorst() {
        var remedies = new Remedies(fleet.database());

        assertEquals(
                List.of("bash on 1: 1, 1 exploited", "openssl on 2: 4, 0 exploited"),
                fleet.in(
                        acme,
                        () ->
                                remedies.first(5).stream()
                                        .map(it ->
                                                "%s on %d: %d, %d exploited"
                                                        .formatted(
                                                                it.name(),
                                                                it.devices(),
                                                                it.findings(),
                                                                it.exploited()))
                                        .toList()));
        assertEquals(List.of(), fleet.in(fleet.globex(), () -> remedies.first(5)));
    }

    @Test
    void carriesADayOverToThoseWithoutChange() {
        fleet.later(Duration.ofDays(3));
        fleet.remove(acme, web, "bash", "5.2-1");
        fleet.look(acme, web);
        var totals = new Totals(fleet.database());

        assertEquals(
                List.of("0 0 0", "5 0 5", "0 0 5", "0 0 5", "0 1 4", "0 0 4"),
                fleet.in(
                        acme,
                        () ->
                                totals.since(TODAY.minusDays(1), TODAY.plusDays(4)).stream()
                                        .map(it -> it.opened() + " " + it.gone() + " " + it.open())
                                        .toList()));
    }

    @Test
    void findsDevicesAndVulnerabilitiesOfOnesOwn() {
        var search = new Search(fleet.database());

        var words = fleet.in(acme, () -> search.of("WEB"));
        var number = fleet.in(acme, () -> search.of("cve-2024-10"));

        assertEquals(List.of("web-1"), words.devices().stream().map(it -> it.hostname()).toList());
        assertEquals(3, number.vulnerabilities().size());
        assertTrue(fleet.in(fleet.globex(), () -> search.of("web")).isEmpty());
        assertEquals(
                List.of(),
                fleet.in(fleet.globex(), () -> search.of("cve-2024-10")).vulnerabilities());
        assertEquals(
                0,
                fleet.in(fleet.globex(), () -> search.of("CVE-2024-1001"))
                        .vulnerabilities()
                        .getFirst()
                        .devices());
    }

    @Test
    void findsNothingInNothing() {
        assertTrue(fleet.in(acme, () -> new Search(fleet.database()).of("  -- ")).isEmpty());
    }

    private void word(UUID device, String word) {
        fleet.in(
                acme,
                () ->
                        fleet.database()
                                .run(
                                        Sql.of(
                                                """
                                                insert into device_tokens (device_id, token)
                                                values (?, ?)
                                                """,
                                                device,
                                                word)));
    }
}
