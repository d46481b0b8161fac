package muster.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.web.Page;
import muster.web.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of findings, asked for in the query language. */
class FindingsTest {
    private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    private Fleet fleet;
    private Tenant acme;
    private Findings findings;
    private UUID web;

    @BeforeEach
    void open() {
        fleet = new Fleet();
        acme = fleet.acme();
        findings = new Findings(fleet.database());
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", "3.0.15-1", CRITICAL);
        fleet.advise("CVE-2024-1002", "CVE-2024-1002", "openssl", "3.0.14-1");
        fleet.advise("CVE-2024-1003", "CVE-2024-1003", "bash", null);
        fleet.exploit("CVE-2024-1003", "2026-12-01");
        web = fleet.debian(acme, "web-1");
        fleet.install(acme, web, "libssl3", "3.0.11-1", "openssl");
        fleet.install(acme, web, "bash", "5.2-1", "bash");
        var mail = fleet.debian(acme, "mail-1");
        fleet.install(acme, mail, "libssl3", "3.0.14-1", "openssl");
        word(web, "web");
        word(mail, "mail");
        fleet.look(acme, web);
        fleet.look(acme, mail);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void leadsWithWhatIsExploitedThenSevere() {
        assertEquals(
                List.of(
                        "CVE-2024-1003 web-1",
                        "CVE-2024-1001 mail-1",
                        "CVE-2024-1001 web-1",
                        "CVE-2024-1002 web-1"),
                names(Map.of()));
    }

    @Test
    void answersQuestions() {
        assertEquals(List.of("CVE-2024-1003 web-1"), names(Map.of("q", "kev:true")));
        assertEquals(List.of("CVE-2024-1003 web-1"), names(Map.of("q", "fixable:false")));
        assertEquals(
                List.of("CVE-2024-1001 mail-1", "CVE-2024-1001 web-1"),
                names(Map.of("q", "severity:critical")));
        assertEquals(
                List.of("CVE-2024-1001 web-1", "CVE-2024-1002 web-1"),
                names(Map.of("q", "package:openssl hostname:web-1")));
        assertEquals(
                List.of("CVE-2024-1001 mail-1"),
                names(Map.of("q", "mail severity:>=high since:>-1d")));
        assertEquals(List.of("CVE-2024-1002 web-1"), names(Map.of("q", "cve-2024-1002")));
        assertEquals(
                List.of("CVE-2024-1003 web-1", "CVE-2024-1001 web-1", "CVE-2024-1002 web-1"),
                names(Map.of("device", web.toString())));
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThrows(Query.Malformed.class, () -> names(Map.of("q", "severity:hgh")));
        assertThrows(Query.Malformed.class, () -> names(Map.of("device", "web-1")));
    }

    @Test
    void showsWhatIsGoneOnlyWhenAsked() {
        fleet.later(Duration.ofHours(1));
        fleet.remove(acme, web, "bash", "5.2-1");
        fleet.look(acme, web);

        assertEquals(List.of(), names(Map.of("q", "kev:true")));
        assertEquals(List.of("CVE-2024-1003 web-1"), names(Map.of("q", "state:gone")));
        assertEquals(List.of("CVE-2024-1003 web-1"), names(Map.of("state", "gone")));
        assertEquals(4, names(Map.of("q", "state:gone OR state:open")).size());
        assertEquals(3, names(Map.of("q", "-state:gone")).size());
    }

    @Test
    void pagesWithoutGapsAndRepeats() {
        var first = page(acme, Map.of("limit", "3"));
        var second = page(acme, Map.of("limit", "3", "cursor", String.valueOf(first.nextCursor())));

        assertEquals(3, first.items().size());
        assertEquals(List.of("CVE-2024-1002 web-1"), names(second));
        assertEquals(null, second.nextCursor());
    }

    @Test
    void givesProgramsWhatTheyRelyOn() {
        var json = page(acme, Map.of("q", "vulnerability:cve-2024-1002")).items().getFirst().json();

        assertEquals("CVE-2024-1002", json.get("vulnerability"));
        assertEquals(web, json.get("device_id"));
        assertEquals("libssl3", json.get("software"));
        assertEquals("3.0.11-1", json.get("installed_version"));
        assertEquals("3.0.14-1", json.get("fixed_version"));
        assertEquals("openssl 3.0.11-1 < 3.0.14-1 (CVE-2024-1002)", json.get("evidence"));
        assertEquals(false, json.get("kev"));
        assertEquals("open", json.get("state"));
    }

    @Test
    void isNotThereForAStranger() {
        var id = page(acme, Map.of()).items().getFirst().id();

        assertEquals(Optional.empty(), fleet.in(fleet.globex(), () -> findings.find(id)));
        assertEquals(List.of(), page(fleet.globex(), Map.of()).items());
        assertEquals(List.of(), page(fleet.globex(), Map.of("device", web.toString())).items());
        assertTrue(fleet.in(acme, () -> findings.find(id)).isPresent());
    }

    @Test
    void listsTheVulnerabilitiesOfAnOrganization() {
        var vulnerabilities = new Vulnerabilities(fleet.database());

        assertEquals(
                List.of("CVE-2024-1003 1", "CVE-2024-1001 2", "CVE-2024-1002 1"),
                fleet.in(
                        acme,
                        () ->
                                vulnerabilities
                                        .matching(vulnerabilities.ask(Map.of(), fleet.clock()))
                                        .items()
                                        .stream()
                                        .map(it -> it.id() + " " + it.devices())
                                        .toList()));
        assertEquals(
                List.of(),
                fleet.in(
                        fleet.globex(),
                        () ->
                                vulnerabilities
                                        .matching(vulnerabilities.ask(Map.of(), fleet.clock()))
                                        .items()));
        assertEquals(0L, fleet.in(fleet.globex(), () -> vulnerabilities.devices("CVE-2024-1001")));
    }

    @Test
    void saysWhatIsPublishedOfAVulnerability() {
        var vulnerabilities = new Vulnerabilities(fleet.database());

        var published = fleet.in(acme, () -> vulnerabilities.find("CVE-2024-1003")).orElseThrow();

        assertEquals("A flaw in bash", published.summary());
        assertTrue(published.exploitation() != null);
        assertEquals(
                List.of("Debian 12 bash no fixed version known"),
                published.ranges().stream()
                        .map(it -> it.ecosystem() + " " + it.name() + " " + it.text())
                        .toList());
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

    private List<String> names(Map<String, String> parameters) {
        return names(page(acme, parameters));
    }

    private static List<String> names(Page<Finding> page) {
        return page.items().stream().map(it -> it.vulnerability() + " " + it.hostname()).toList();
    }

    private Page<Finding> page(Tenant tenant, Map<String, String> parameters) {
        return fleet.in(tenant, () -> findings.matching(findings.ask(parameters, fleet.clock())));
    }
}
