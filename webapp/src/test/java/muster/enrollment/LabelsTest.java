package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.intake.Rooms;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a token says of its collectors is said of their devices as well. */
@Tag("slow")
class LabelsTest {
    private static final String DEVICES = "/api/v1/orgs/acme/devices";

    private static ClockedHub hub;
    private static TestClient ada;
    private static TestClient gil;
    private static Enrolling acme;
    private static Enrolling globex;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        acme = new Enrolling(hub, ada, "acme");
        globex = new Enrolling(hub, gil, "globex");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void labelsAndSiteOfTheTokenAreTheDevices() {
        var site =
                ada.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
        var labels = List.of("Env=Prod", "rack 7", "env=prod");

        var device = reported(acme, "labelled-1", Map.of("labels", labels, "site", site));

        var shown = ada.get(DEVICES + "/" + device).expect(200).json();
        assertEquals("[\"Env=Prod\",\"rack 7\"]", shown.path("labels").toString());
        assertEquals("Berlin", shown.path("site_name").asText());
        var page = ada.get("/o/acme/devices/" + device).expect(200).body();
        assertTrue(page.contains("/o/acme/devices?label=Env%3DProd"), page);
        assertTrue(page.contains(">Berlin</a>"), page);
        var csv = ada.get(DEVICES + "?format=csv&q=labelled").expect(200).body();
        assertTrue(csv.contains("Berlin,\"Env=Prod, rack 7\""), csv);
    }

    @Test
    void devicesAreFoundByTheirLabels() {
        reported(acme, "found-1", Map.of("labels", List.of("stage=test", "owner=Ada Byron")));
        reported(acme, "found-2", Map.of("labels", List.of("stage=live")));
        reported(acme, "found-3", Map.of());
        reported(globex, "found-4", Map.of("labels", List.of("stage=test")));

        assertEquals("found-1", names(ada, "acme", "label:stage=test"));
        assertEquals("found-1", names(ada, "acme", "label:\"owner=ada byron\""));
        assertEquals("found-1 found-2", names(ada, "acme", "label:stage=*"));
        assertEquals("found-1 found-2", names(ada, "acme", "found label:*"));
        assertEquals("found-2 found-3", names(ada, "acme", "found -label:stage=test"));
        assertEquals("found-1", names(ada, "acme", "byron"));
        assertEquals("found-4", names(gil, "globex", "label:stage=test"));
        ada.get(DEVICES + "?q=label:%3Ex").expect(400);
    }

    @Test
    void labelsGoWithTheirCollectorThroughMergeAndUndo() {
        var one = reported(acme, "merged-1", Map.of("labels", List.of("part=one")));
        var two = reported(acme, "merged-2", Map.of("labels", List.of("part=two")));

        ada.post(DEVICES + "/" + one + "/merge", Map.of("other", two)).expect(200);
        assertEquals("merged-1", names(ada, "acme", "label:part=two"));
        assertEquals("merged-1", names(ada, "acme", "label:part=one"));
        var merges = ada.get(DEVICES + "/" + one + "/merges").json();
        var merge = merges.path("items").path(0).path("id").asText();
        ada.delete(DEVICES + "/" + one + "/merges/" + merge).expect(200);

        assertEquals("merged-2", names(ada, "acme", "label:part=two"));
        assertEquals("merged-1", names(ada, "acme", "label:part=one"));
    }

    @Test
    void labelHasAKey() {
        ada.post("/api/v1/orgs/acme/enrollment-tokens", Map.of("labels", List.of("=prod")))
                .expect(400);
    }

    private static String reported(Enrolling where, String hostname, Map<String, Object> wanted) {
        TestCollector collector = where.enrolled(hostname, wanted).collector();
        return collector
                .report(Rooms.report(null, hostname, "bash=5.2"))
                .expect(200)
                .json()
                .path("device_id")
                .asText();
    }

    private static String names(TestClient member, String organization, String query) {
        var q = URLEncoder.encode(query, StandardCharsets.UTF_8);
        var found =
                member.get("/api/v1/orgs/" + organization + "/devices?q=" + q).expect(200).json();
        return StreamSupport.stream(found.path("items").spliterator(), false)
                .map(one -> one.path("hostname").asText())
                .collect(Collectors.joining(" "));
    }
}
