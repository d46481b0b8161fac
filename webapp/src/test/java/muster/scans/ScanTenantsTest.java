package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a scan is, and who may not see it. */
class ScanTenantsTest extends ScanScene {
    @Test
    void nobodyElseSeesIt() {
        var scan = ScanOf.site("Berlin", now()).found("10.0.0.1", ScanOf.agent("core-1"));
        scanner.report(scan.finished()).expect(200);
        var id = device("core-1").path("id").asText();
        var piece =
                items(ada, ACME + "/devices/" + id + "/evidence").getFirst().path("id").asText();

        for (var path :
                List.of(
                        "/scans/" + scan.id(),
                        "/scans/" + scan.id() + "/targets",
                        "/devices/" + id + "/links",
                        "/devices/" + id + "/modules",
                        "/devices/" + id + "/evidence",
                        "/devices/" + id + "/evidence/" + piece)) {
            grace.get(GLOBEX + path).expect(404);
            ada.get(ACME + path).expect(200);
        }
        assertEquals(List.of(), items(grace, GLOBEX + "/scans"));
        assertEquals(0, grace.get(GLOBEX + "/map").expect(200).json().path("nodes").size());
    }

    @Test
    void aScannerOfAnotherOrganizationReachesNoDeviceOfOurs() {
        var evidence = ScanOf.agent("core-1", ScanOf.serial("EX0001"));
        scanner.report(ScanOf.site("Berlin", now()).found("10.0.0.1", evidence).finished())
                .expect(200);

        var theirs = ScanOf.site("Berlin", now()).found("10.0.0.1", evidence);
        hub.scanner(hub.globex()).report(theirs.finished()).expect(200);

        assertEquals(1, items(ada, ACME + "/devices").size());
        assertEquals(1, items(grace, GLOBEX + "/devices").size());
        assertNotEquals(
                device("core-1").path("id").asText(),
                items(grace, GLOBEX + "/devices").getFirst().path("id").asText());
    }

    /** The ids of scans are made by scanners, and names and serials are what they are. */
    @Test
    void whatIsCalledTheSameInTwoOrganizationsIsTwo() {
        var theirScanner = hub.scanner(hub.globex());
        var ours =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.1",
                                ScanOf.agent(
                                        "ours-1",
                                        ScanOf.serial("EX0001"),
                                        ScanOf.neighbour("ours-2", "Gi1/0/48")));
        var theirs =
                ScanOf.site("Berlin", now())
                        .withIdOf(ours)
                        .found(
                                "10.0.0.1",
                                ScanOf.agent(
                                        "theirs-1",
                                        ScanOf.serial("EX0001"),
                                        ScanOf.neighbour("theirs-2", "Gi1/0/48")));
        scanner.report(ours.going()).expect(200);
        theirScanner.report(theirs.finished()).expect(200);

        for (var path :
                List.of(
                        "/scans/" + ours.id() + "/targets",
                        "/scans/" + ours.id() + "/targets?format=csv",
                        "/scans/" + ours.id() + "/targets?format=json",
                        "/devices?format=csv",
                        "/map")) {
            var weSee = ada.get(ACME + path).expect(200).body();
            var theySee = grace.get(GLOBEX + path).expect(200).body();
            assertTrue(weSee.contains("ours-1") && !weSee.contains("theirs"), path + weSee);
            assertTrue(theySee.contains("theirs-1") && !theySee.contains("ours"), path + theySee);
        }
        assertEquals(List.of("running"), texts(items(ada, ACME + "/scans"), "state"));
        assertEquals(List.of("finished"), texts(items(grace, GLOBEX + "/scans"), "state"));
        var their = items(grace, GLOBEX + "/devices").getFirst().path("id").asText();
        var device = "/devices/" + their;
        var piece = items(grace, GLOBEX + device + "/evidence").getFirst().path("id").asText();
        for (var path :
                List.of("", "/evidence", "/evidence/" + piece, "/modules", "/links", "/software")) {
            ada.get(ACME + device + path).expect(404);
            grace.get(GLOBEX + device + path).expect(200);
        }
        for (var path : List.of("/scans", "/scans/" + ours.id(), "/map", device + "/evidence")) {
            ada.get("/o/globex" + path).expect(404);
        }
    }

    @Test
    void forgettingOneOrganizationsScanLeavesTheOthers() {
        var ours = ScanOf.site("Berlin", now()).found("10.0.0.1", ScanOf.agent("ours-1"));
        scanner.report(ours.finished()).expect(200);
        hub.clock.pass(Scans.KEPT);
        var theirs =
                ScanOf.site("Berlin", now())
                        .withIdOf(ours)
                        .found("10.0.0.1", ScanOf.agent("theirs-1"));
        hub.scanner(hub.globex()).report(theirs.finished()).expect(200);
        hub.clock.pass(Duration.ofSeconds(1));

        new ScanRetention(hub.database(), hub.clock).run();

        assertEquals(
                List.of("globex"),
                hub.administer("select slug from scans join organizations using (org_id)"));
    }

    @Test
    void whatIsPastedInTwoOrganizationsIsTwoDevices() {
        var list = "/imports?format=show-version&hostname=access-1";
        var text =
                """
                Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3
                cisco WS-C2960X-48TS-L (APM86XXX) processor (revision B0) with 524288K bytes of memory.
                Processor board ID FOC2038Z1KA
                """;

        var ours = ada.send(ACME + list, text).expect(201).json().path("device_id").asText();
        var theirs = grace.send(GLOBEX + list, text).expect(201).json().path("device_id").asText();

        assertNotEquals(ours, theirs);
        ada.get(ACME + "/devices/" + ours + "/evidence").expect(200);
        ada.get(ACME + "/devices/" + theirs + "/evidence").expect(404);
        grace.get(GLOBEX + "/devices/" + ours + "/evidence").expect(404);
        assertEquals(1, items(grace, GLOBEX + "/devices").size());
    }

    @Test
    void anAgentTellsOfNoOther() {
        var scan = ScanOf.site("Berlin", now()).found("10.0.0.1", ScanOf.agent("core-1"));

        var refused = hub.collector(hub.acme()).report(scan.finished()).expect(422);

        assertTrue(refused.body().contains("enroll as a scanner"), refused.body());
        assertEquals(List.of(), items(ada, ACME + "/devices"));
    }

    @Test
    void aScanIsOneScannersOnly() {
        var scan = ScanOf.site("Berlin", now()).found("10.0.0.1", ScanOf.agent("core-1"));
        scanner.report(scan.going()).expect(200);

        hub.scanner(hub.acme()).report(scan.more().finished()).expect(422);

        assertEquals("running", items(ada, ACME + "/scans").getFirst().path("state").asText());
    }
}
