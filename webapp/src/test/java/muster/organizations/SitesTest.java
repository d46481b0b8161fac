package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sites get other names and go; those of another organization do neither. */
class SitesTest {
    private static final String SITES = "/api/v1/orgs/acme/sites";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aNameIsTakenInWhateverCase() {
        ada.post(SITES, Map.of("name", "default")).expect(409);
        var berlin = add("Berlin");
        ada.put(berlin, Map.of("name", "DEFAULT")).expect(409);
        ada.put(berlin, Map.of("name", " ")).expect(400);

        ada.put(berlin, Map.of("name", "BERLIN")).expect(204);

        assertTrue(ada.get(SITES).body().contains("BERLIN"));
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("site.renamed"));
    }

    @Test
    void anEmptySiteGoesButNotTheLastNorOneWithDevices() {
        var first = SITES + "/" + ada.get(SITES).json().at("/items/0/id").asText();
        ada.delete(first).expect(409);
        ada.send("/api/v1/orgs/acme/imports?format=dpkg&hostname=web-1", "ii  bash 5.2 amd64 x\n")
                .expect(201);
        var berlin = add("Berlin");
        ada.delete(first).expect(409);
        var page = first.replace("/api/v1/orgs/", "/o/");
        var moved = ada.submit(page + "/removal", Map.of()).expect(303).location();
        assertTrue(ada.get(moved).expect(200).body().contains("belong to this site"));

        ada.delete(berlin).expect(204);

        ada.delete(berlin).expect(404);
        assertEquals(1, ada.get(SITES).json().path("items").size());
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("site.removed"));
    }

    @Test
    void aStrangerNeitherRenamesNorRemovesASite() {
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        var berlin = add("Berlin");
        for (var path : new String[] {berlin, berlin.replace("/acme/", "/globex/")}) {
            gil.put(path, Map.of("name", "Gil's")).expect(404);
            gil.delete(path).expect(404);
        }
        var viewer = hub.member(hub.acme(), Role.VIEWER, "vera@acme.example");
        viewer.put(berlin, Map.of("name", "Vera's")).expect(403);
        viewer.delete(berlin).expect(403);

        assertTrue(ada.get(SITES).body().contains("\"Berlin\""));
        assertFalse(viewer.get("/o/acme/sites").expect(200).body().contains("/removal"));
    }

    private String add(String name) {
        var made = ada.post(SITES, Map.of("name", name)).expect(201);
        return SITES + "/" + made.json().path("id").asText();
    }
}
