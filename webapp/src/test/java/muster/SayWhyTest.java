package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import muster.catalogue.Catalogue;
import muster.catalogue.Feeds;
import muster.database.TestDatabase;
import muster.findings.Evidence;
import muster.findings.Preview;
import muster.matching.Component;
import muster.tenancy.Role;
import org.junit.jupiter.api.Test;

/** Law 4: say why. Every conclusion opens to the raw line, the comparison and the source. */
class SayWhyTest {
    private static final Component.Distribution BOOKWORM =
            new Component.Distribution("debian", "12");

    @Test
    void everyFindingOfAPreviewHasItsEvidence() {
        try (var test = TestDatabase.fresh()) {
            var catalogue = new Catalogue(test.database());
            new Feeds(test.database(), catalogue, Optional.empty(), Clock.systemUTC()).refresh();
            var items =
                    Stream.of("openssl 3.0.11-1~deb12u2", "curl 7.88.1-10+deb12u1")
                            .map(line -> line.split(" ", 2))
                            .map(it -> new Preview.Item(debian(it[0], it[1]), "amd64"))
                            .toList();

            var findings = new Preview(test.database(), catalogue).of(items).findings();

            assertFalse(findings.isEmpty());
            for (var finding : findings) {
                assertFalse(finding.evidences().isEmpty(), finding.vulnerability());
                finding.evidences().forEach(SayWhyTest::assertWhole);
            }
        }
    }

    @Test
    void everyFindingOfADeviceHasItsEvidenceAtAnAddressOfItsOwn() throws InterruptedException {
        try (var hub = new TestHub()) {
            var program = hub.program("acme");
            var device = Reports.of("why-1").with("openssl", "3.0.11-1~deb12u2").sendBy(program);
            Reports.awaitLooked(program, device);

            var findings = program.get("/api/v1/orgs/acme/findings?limit=500").expect(200).json();

            assertNotEquals(0, findings.path("items").size());
            var viewer = Optional.of(hub.member("acme", Role.VIEWER));
            for (var finding : findings.path("items")) {
                var address = "/findings/" + finding.path("id").asText();
                var why = program.get("/api/v1/orgs/acme" + address).expect(200).json();
                assertNotEquals(0, why.path("evidences").size(), address);
                for (var evidence : why.path("evidences")) {
                    for (var part :
                            List.of("installed", "comparison", "range", "advisory", "feed")) {
                        assertFalse(evidence.path(part).asText().isBlank(), address + " " + part);
                    }
                }
                var page = hub.send(viewer, "GET", "/o/acme" + address, "");
                assertEquals(200, page.statusCode(), page.body());
                assertTrue(page.body().contains(why.at("/evidences/0/advisory").asText()));
            }
        }
    }

    @Test
    void theRawLineSaysWhetherTheDeviceReportedItOrSomebodyPastedIt() throws InterruptedException {
        try (var hub = new TestHub()) {
            var program = hub.program("acme");
            var list =
                    "ii  base-files 12.4+deb12u2 amd64 x\nii  openssl 3.0.11-1~deb12u2 amd64 x\n";
            var pasted =
                    program.send("/api/v1/orgs/acme/imports?format=dpkg&hostname=why-2", list)
                            .expect(201);
            var reported = Reports.of("why-3").with("openssl", "3.0.11-1~deb12u2");

            assertTrue(
                    why(hub, program, pasted.json().path("device_id").asText())
                            .contains("as pasted"));
            assertTrue(
                    why(hub, program, reported.sendBy(program))
                            .contains("as the device reported it"));
        }
    }

    /** The page that explains the first finding of a device. */
    private static String why(TestHub hub, TestClient program, String device)
            throws InterruptedException {
        Reports.awaitLooked(program, device);
        var finding =
                program.get("/api/v1/orgs/acme/findings?device=" + device)
                        .expect(200)
                        .json()
                        .at("/items/0/id")
                        .asText();
        var viewer = Optional.of(hub.member("acme", Role.VIEWER));
        return hub.send(viewer, "GET", "/o/acme/findings/" + finding, "").body();
    }

    private static void assertWhole(Evidence evidence) {
        assertTrue(evidence.installed().contains(evidence.packageName()), evidence.toString());
        assertTrue(evidence.comparison().contains(evidence.version()), evidence.toString());
        for (var part : List.of(evidence.advisory(), evidence.feed(), evidence.range())) {
            assertFalse(part.isBlank(), evidence.toString());
        }
    }

    private static Component debian(String name, String version) {
        return new Component("deb", name, version, null, null, BOOKWORM);
    }
}
