package muster.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.web.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of how much software nobody can tell, and why not. */
class CoverageTest {
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
    void cannotTellOfAnUnknownDistributionAndFindsNothing() {
        fleet.advise("CVE-2024-6119", "CVE-2024-6119", "openssl", "3.0.15-1~deb12u1");
        var box = fleet.device(acme, "box", null, null);
        fleet.install(acme, box, "openssl", "3.0.11-1~deb12u2", "openssl");

        fleet.look(acme, box);

        assertEquals(
                List.of(), fleet.lines(acme, Sql.of("select vulnerability as line from findings")));
        assertEquals(
                List.of("1|0|the distribution and its release are unknown"),
                fleet.lines(
                        acme,
                        Sql.of(
                                """
                                select concat_ws('|', c.software, c.checked, g.why) as line
                                from device_coverage c join coverage_gaps g using (device_id)
                                """)));
    }

    @Test
    void countsReasonsOfTheOrganizationAsTheyComeAndGo() {
        var box = fleet.device(acme, "box", null, null);
        fleet.install(acme, box, "openssl", "3.0.11-1~deb12u2", "openssl");
        fleet.install(acme, box, "bash", "5.2-1", "bash");
        fleet.look(acme, box);
        assertEquals(List.of("the distribution and its release are unknown|2"), reasons());

        fleet.in(
                acme,
                () ->
                        fleet.database()
                                .run(
                                        Sql.of(
                                                "update devices set os_name = 'Debian', os_version"
                                                        + " = '12' where id = ?",
                                                box)));
        fleet.advise("CVE-1-1", "CVE-2020-0001", "other", "1");
        fleet.look(acme, box);

        assertEquals(List.of(), reasons());
        assertEquals(
                List.of("2|2"),
                fleet.lines(
                        acme,
                        Sql.of(
                                "select concat_ws('|', software, checked) as line from finding_totals")));
    }

    @Test
    void namesExamplesHoweverManyDevicesHaveTheFirst() {
        for (var device = 0; device < 30; device++) {
            var box = fleet.device(acme, "box-" + device, null, null);
            fleet.install(acme, box, "bash", "5.2-1", "bash");
            if (device == 0) {
                fleet.install(acme, box, "dash", "0.5", "dash");
                fleet.install(acme, box, "zsh", "5.9", "zsh");
            }
            fleet.look(acme, box);
        }
        var coverage = new Coverage(fleet.database());

        assertEquals(
                List.of(List.of("bash 5.2-1", "dash 0.5", "zsh 5.9")),
                fleet.in(
                        acme,
                        () ->
                                coverage
                                        .withExamples(Page.whole(coverage.reasons()))
                                        .items()
                                        .stream()
                                        .map(Coverage.Reason::examples)
                                        .toList()));
    }

    private List<String> reasons() {
        return fleet.lines(
                acme, Sql.of("select concat_ws('|', why, software) as line from coverage_reasons"));
    }
}
