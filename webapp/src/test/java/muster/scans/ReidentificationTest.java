package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import muster.wire.Evidence;
import org.junit.jupiter.api.Test;

/** Better rules improve old scans. */
class ReidentificationTest extends ScanScene {
    @Test
    void newRulesImproveOldScans() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1", ScanOf.serial("EX0001")));
        scanner.report(scan.finished()).expect(200);
        var before = device("core-1");
        hub.administer("update device_identities set rules = 'old', serial = null");
        hub.administer("delete from device_facts where name = 'serial'");
        hub.administer("update devices set serial = null");
        hub.clock.pass(Duration.ofHours(3));

        hub.reidentification().run();

        var device = device("core-1");
        assertEquals(before.path("id"), device.path("id"));
        assertEquals("EX0001", device.path("serial").asText());
        assertEquals(before.path("last_seen"), device.path("last_seen"));
        assertEquals(
                List.of(),
                hub.administer("select rules from device_identities where rules = 'old'"));
    }

    /** A port gives several texts of a kind, and who says a thing first is believed. */
    @Test
    void theSameRulesSayTheSameAgain() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                new Evidence.Banner("http_cookies", 80, "lang=en; Path=/"),
                                new Evidence.Banner("http_cookies", 80, "grafana_session=00ff"),
                                new Evidence.Banner("http_cookies", 80, "theme=dark"),
                                new Evidence.Banner("ssh", 2222, "SSH-2.0-OpenSSH_9.6p1 Debian-4"),
                                new Evidence.Banner("ssh", 22, "SSH-2.0-dropbear_2022.83"))
                        .found("10.0.0.2", ScanOf.agent("core-1", ScanOf.serial("EX0001")));
        scanner.report(scan.finished()).expect(200);
        var first = verdicts();
        hub.administer("update device_identities set rules = 'old', service = null, whys = '[]'");

        hub.reidentification().run();

        assertTrue(first.toString().contains("Grafana"), first.toString());
        assertEquals(first, verdicts());
    }

    /** Of a device that answers at two addresses, one look was believed last: that one is kept. */
    @Test
    void whatWasNotJudgedTogetherIsNotLater() {
        var chassis = ScanOf.agent("core-1", ScanOf.serial("EX0001"));
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                chassis,
                                new Evidence.Banner("http_cookies", 80, "grafana_session=00ff"))
                        .found("10.0.0.2", chassis);
        scanner.report(scan.finished()).expect(200);
        var first = verdicts();
        hub.administer("update device_identities set rules = 'old'");

        hub.reidentification().run();

        assertEquals(first, verdicts());
    }

    private List<String> verdicts() {
        return hub.administer(
                """
                select (to_jsonb(i) - 'identified_at')::text as verdict from device_identities i
                order by ip_address
                """);
    }
}
