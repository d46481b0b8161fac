package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
