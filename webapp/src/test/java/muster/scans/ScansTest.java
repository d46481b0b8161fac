package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import muster.wire.DeviceFacts;
import muster.wire.Evidence;
import muster.wire.Inventory;
import muster.wire.MacAddress;
import muster.wire.Report;
import muster.wire.Target.Result;
import org.junit.jupiter.api.Test;

/** What becomes of what scanners see. */
class ScansTest extends ScanScene {
    @Test
    void whatAnsweredIsADeviceOfItsSite() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1", ScanOf.serial("EX0001")))
                        .missed("10.0.0.2", Result.TIME_OUT);

        var receipt = scanner.report(scan.finished()).expect(200).json();

        var said = device("core-1");
        assertEquals("EX-48", said.path("model").asText());
        assertTrue(said.path("vendor").isNull(), said.toString());
        for (var format : List.of("csv", "json")) {
            var exported = ada.get(ACME + "/devices?format=" + format).expect(200).body();
            assertTrue(exported.contains("EX-48"), exported);
        }
        assertEquals(2, receipt.path("targets").asInt());
        assertEquals(1, receipt.path("devices").asInt());
        assertFalse(receipt.path("duplicate").asBoolean());
        var device = device("core-1");
        assertEquals("EX0001", device.path("serial").asText());
        assertEquals("10.0.0.1", device.path("ip_address").asText());
        assertEquals(List.of("Berlin", "Default"), texts(items(ada, ACME + "/sites"), "name"));
        var told = items(ada, ACME + "/scans/" + scan.id() + "/targets");
        assertEquals(List.of("10.0.0.1", "10.0.0.2"), texts(told, "ip_address"));
        assertEquals(List.of("answered", "time_out"), texts(told, "result"));
        var listed = items(ada, ACME + "/scans").getFirst();
        assertEquals("finished", listed.path("state").asText());
        assertEquals(2, listed.path("asked").asInt());
    }

    @Test
    void itsPagesShowIt() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                ScanOf.agent(
                                        "core-1",
                                        ScanOf.serial("EX0001"),
                                        ScanOf.neighbour("access-1", "Gi1/0/48")));
        scanner.report(scan.finished()).expect(200);
        var id = device("core-1").path("id").asText();

        var home = "/o/acme/devices/" + id;
        assertShows("/o/acme/scans", "Berlin", "1 of 254");
        assertShows("/o/acme/scans/" + scan.id(), "10.0.0.1", "core-1", "EX0001");
        assertShows(
                home + "/evidence",
                "EX0001",
                "SNMP",
                "Cannot be checked yet",
                "it is not known what it runs");
        assertShows(home + "/evidence?field=serial", "data-drawer", "EX0001");
        assertShows(home + "/network", "Gi1/0/1", "switched off", "1,000 Mbit/s", "access-1");
        assertShows("/o/acme/map", "access-1", "not known here", "Gi1/0/48");
        var piece = items(ada, ACME + "/devices/" + id + "/evidence").getFirst();
        var text = home + "/evidence/" + piece.path("id").asText();
        assertShows(text + "?line=1.3.6.1.2.1.1.5.0", "id=\"marked\"", "core-1");
        assertEquals(
                List.of("EX-48"), texts(items(ada, ACME + "/devices/" + id + "/modules"), "model"));
    }

    @Test
    void whoseScannerFellSilentIsStoppedUntilItSpeaksAgain() {
        var scan = ScanOf.site("Berlin", now()).found("10.0.0.1", ScanOf.agent("core-1"));
        scanner.report(scan.going()).expect(200);
        assertEquals("running", state());

        hub.clock.pass(Duration.ofMinutes(16));
        assertEquals("stopped", state());

        scanner.report(scan.more().missed("10.0.0.2", Result.TIME_OUT).going()).expect(200);
        assertEquals("running", state());
    }

    private String state() {
        return items(ada, ACME + "/scans").getFirst().path("state").asText();
    }

    @Test
    void aSerialThatIsOnlyLikelyMakesNoOneOfTwo() {
        var guessed =
                """
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
                1.3.6.1.4.1.99999.2.1.2.0|4|AB12345678
                1.3.6.1.4.1.99999.2.1.3.0|4|v2.3.4\
                """;
        var scan =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("box-1", guessed))
                        .found("10.0.0.2", ScanOf.agent("box-2", guessed));

        assertEquals(2, scanner.report(scan.finished()).expect(200).json().path("devices").asInt());

        var id = device("box-1").path("id").asText();
        assertShows("/o/acme/devices/" + id + "/evidence", "AB12345678");
    }

    @Test
    void theSameReportTwiceCountsOnce() {
        var report =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1"))
                        .missed("10.0.0.2", Result.ERROR)
                        .finished();
        scanner.report(report).expect(200);

        var again = scanner.again(report).expect(200).json();
        // Its spool was lost before it knew: the same once more, as another batch.
        scanner.report(report).expect(200);

        assertTrue(again.path("duplicate").asBoolean());
        assertEquals(1, again.path("devices").asInt());
        assertEquals(1, items(ada, ACME + "/devices").size());
        var listed = items(ada, ACME + "/scans").getFirst();
        assertEquals(1, listed.path("answered").asInt());
        assertEquals(1, listed.path("error").asInt());
    }

    @Test
    void aDeviceWithTwoAddressesIsOneAndStaysAtTheFirst() {
        var evidence = ScanOf.agent("core-1", ScanOf.serial("EX0001"));
        var scan =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", evidence)
                        .found("10.0.1.1", evidence);

        assertEquals(1, scanner.report(scan.finished()).expect(200).json().path("devices").asInt());

        assertEquals("10.0.0.1", device("core-1").path("ip_address").asText());
    }

    @Test
    void whatAnAgentSaysWins() {
        var mac = "52:54:00:00:00:07";
        var facts =
                new DeviceFacts(
                        "core-1",
                        null,
                        "Debian GNU/Linux",
                        "12",
                        null,
                        "server",
                        "EX0001",
                        null,
                        List.of(MacAddress.of(mac)));
        hub.collector(hub.acme())
                .report(new Report(null, List.of(new Inventory(facts, List.of()))))
                .expect(200);

        var scan =
                ScanOf.site("Default", now())
                        .found(
                                "10.0.0.1",
                                ScanOf.agent(
                                        "other-name",
                                        ScanOf.serial("EX0001"),
                                        ScanOf.neighbour("access-1", "Gi1/0/48")));
        scanner.report(scan.finished()).expect(200);

        var device = device("core-1");
        assertEquals("Debian GNU/Linux", device.path("os_name").asText());
        assertEquals("server", device.path("type").asText());
        assertEquals(1, items(ada, ACME + "/devices").size());
        var id = device.path("id").asText();
        assertEquals(
                List.of("access-1"),
                texts(items(ada, ACME + "/devices/" + id + "/links"), "remote_name"));
    }

    @Test
    void secretsOfEvidenceAreNotKept() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                ScanOf.agent(
                                        "core-1", "1.3.6.1.6.3.18.1.1.1.2.7|4|canary-community"),
                                new Evidence.Cli(
                                        "show version",
                                        null,
                                        "core-1 uptime is 1 day\npassword: canary-secret-7\n"),
                                new Evidence.Cli(
                                        "show running-config", null, "hostname canary-config"));
        scanner.report(scan.finished()).expect(200);
        var device = ACME + "/devices/" + device("core-1").path("id").asText();

        var kept = new ArrayList<String>();
        for (var piece : items(ada, device + "/evidence")) {
            var path = device + "/evidence/" + piece.path("id").asText();
            kept.add(ada.get(path).expect(200).json().path("text").asText());
        }

        assertEquals(2, kept.size());
        assertFalse(kept.toString().contains("canary"), kept.toString());
        assertTrue(kept.toString().contains("[redacted-secret]"), kept.toString());
    }

    @Test
    void aHostileDeviceStopsNoOther() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                new Evidence.Snmp(
                                        """
                                        1.3.6.1.2.1.1.5.0|4x|00610062
                                        1.3.6.1.2.1.2.2.1.2.1|4x|00ff00
                                        1.3.6.1.2.1.2.2.1.2.2|4|%s
                                        1.3.6.1.2.1.47.1.1.1.1.11.1|4x|0000
                                        nonsense
                                        """
                                                .formatted("x".repeat(5_000))))
                        .found("10.0.0.2", ScanOf.agent("core-1"));

        assertEquals(2, scanner.report(scan.finished()).expect(200).json().path("devices").asInt());
    }

    @Test
    void whatIsOtherwiseThanBeforeIsSaid() {
        var before =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1", ScanOf.serial("EX0001")))
                        .found("10.0.0.2", ScanOf.agent("access-1"))
                        .found("10.0.0.3", ScanOf.agent("access-2"));
        scanner.report(before.finished()).expect(200);
        hub.clock.pass(Duration.ofHours(1));
        var after =
                ScanOf.site("berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1", ScanOf.serial("EX0002")))
                        .missed("10.0.0.2", Result.TIME_OUT)
                        .found("10.0.0.3", ScanOf.agent("access-2"))
                        .found("10.0.0.4", ScanOf.agent("access-3"));
        scanner.report(after.finished()).expect(200);

        var differences =
                ada.get(ACME + "/scans/" + after.id()).expect(200).json().path("differences");

        assertEquals(
                List.of("10.0.0.1 changed", "10.0.0.2 gone", "10.0.0.4 new"),
                stream(differences)
                        .map(one ->
                                one.path("ip_address").asText() + " " + one.path("kind").asText())
                        .toList());
    }

    @Test
    void theMapKnowsANeighbourThatWasScannedToo() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                ScanOf.agent(
                                        "core-1",
                                        ScanOf.serial("EX0001"),
                                        ScanOf.neighbour("access-1.acme.example", "Gi1/0/1")))
                        .found(
                                "10.0.0.2",
                                ScanOf.agent(
                                        "access-1",
                                        ScanOf.serial("EX0002"),
                                        ScanOf.neighbour("core-1", "Gi1/0/1")));
        scanner.report(scan.finished()).expect(200);

        var map = ada.get(ACME + "/map").expect(200).json();

        assertEquals(2, map.path("nodes").size(), map.toString());
        assertEquals(1, map.path("edges").size(), map.toString());
        assertTrue(stream(map.path("nodes")).allMatch(node -> node.path("known").asBoolean()));
    }
}
