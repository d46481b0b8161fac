package muster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where an address leads nowhere: who is signed in stays so, and finds the way back. */
class ErrorPageTest {
    private static final String OVERVIEW = "btn btn-primary\" href=\"/o/acme\"";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void leadsAMemberToTheOverviewOfTheirOrganization() {
        for (var path : new String[] {"/o/acme/nothing", "/o/acme/devices/no-id"}) {
            var page = ada.get(path).expect(404).body();
            assertTrue(page.contains(OVERVIEW), page);
            assertTrue(page.contains("ada@acme.example"), page);
            assertFalse(page.contains("/login"), page);
        }
    }

    @Test
    void leadsWhoIsSignedInToTheirOrganizations() {
        for (var path : new String[] {"/nothing", "/o/globex", "/o/globex/nothing", "/o"}) {
            var page = ada.get(path).expect(404).body();
            assertTrue(page.contains("btn btn-primary\" href=\"/orgs\""), page);
            assertFalse(page.contains("globex\""), page);
            assertFalse(page.contains("/login"), page);
        }
    }

    @Test
    void leadsAStrangerToTheStartPage() {
        var page = hub.client().get("/nothing").expect(404).body();
        assertTrue(page.contains("btn btn-primary\" href=\"/\""), page);
        assertTrue(page.contains("/login"), page);
        var broken = hub.client().with("Authorization", "Bearer mst_pat_none");
        assertTrue(broken.get("/nothing").expect(404).body().contains("/login"));
    }
}
