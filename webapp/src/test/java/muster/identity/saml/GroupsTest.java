package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which group is which role: seen before it is saved, and no role by hand afterwards. */
@Tag("slow")
class GroupsTest {
    private static final Map<String, Object> OPERATORS =
            Map.of("groups", List.of(Map.of("group", "on call", "role", "operator")));
    private static final Map<String, Object> NONE = Map.of("groups", List.of());

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient vic = hub.member(hub.acme(), Role.VIEWER, "vic@acme.example");
    private final String connection = connected();
    private final String groups = "/api/v1/orgs/acme/saml/" + connection + "/groups";

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatBecomesOfWhomIsShownBeforeItIsSaved() {
        came("vic@acme.example", false);
        came("ada@acme.example", false);

        var shown = ada.post(groups + "/preview", OPERATORS).expect(200).json().path("members");

        assertEquals(List.of("owner", "viewer"), shown.findValuesAsText("role"));
        assertEquals(List.of("owner", "operator"), shown.findValuesAsText("becomes"));
        assertTrue(shown.path(0).path("kept").asBoolean(), "the last owner");
        assertEquals(0, ada.get(groups).expect(200).json().path("groups").size());
        assertEquals("viewer", role("vic@acme.example"));
    }

    @Test
    void aPageSavesAfterItHasShown() {
        came("vic@acme.example", false);
        var page = "/o/acme/settings/sso/" + connection + "/groups";
        assertFalse(ada.get(page).expect(200).body().contains(">Save</button>"));
        var form = Map.of("group", "on call", "role", "operator");

        var preview = ada.submit(page + "/preview", form).expect(200).body();

        assertTrue(preview.contains(">Save</button>"), preview);
        assertTrue(preview.contains("mark-accent\">Operator"), preview);
        ada.submit(page, form).expect(303);
        assertEquals(
                List.of("on call"),
                ada.get(groups).json().path("groups").findValuesAsText("group"));
        assertTrue(ada.get(page).body().contains("value=\"on call\""));
    }

    @Test
    void whatIsSavedIsOnRecordBeforeAndAfter() {
        ada.put(groups, OPERATORS).expect(200);
        ada.put(groups, NONE).expect(200);

        assertEquals(
                List.of("no roles>on call → operator", "on call → operator>no roles"),
                hub.administer(
                        "select before || '>' || after from audit_entries where verb = 'saml.groups' order by sequence"));
    }

    @Test
    void aRoleThatFollowsFromGroupsIsNotGivenByHand() {
        came("vic@acme.example", true);
        var member = "/api/v1/orgs/acme/members/" + id("vic@acme.example");

        var refused = ada.put(member, Map.of("role", "admin")).expect(409).json();

        assertTrue(refused.path("detail").asText().contains("groups"), refused.toString());
        assertEquals("viewer", role("vic@acme.example"));
        var page = ada.get("/o/acme/settings/members").expect(200).body();
        assertTrue(page.contains("by groups"), page);
        assertFalse(page.contains(id("vic@acme.example") + "/role"), page);
        assertEquals(
                "/o/acme/settings/members?after=by-groups",
                ada.submit(
                                "/o/acme/settings/members/" + id("vic@acme.example") + "/role",
                                Map.of("role", "admin"))
                        .expect(303)
                        .location());
        ada.post("/api/v1/orgs/acme/transfer", Map.of("member", id("vic@acme.example")))
                .expect(409);
    }

    @Test
    void withoutGroupsRolesAreGivenByHandAgain() {
        ada.put(groups, OPERATORS).expect(200);
        came("vic@acme.example", true);

        ada.put(groups, NONE).expect(200);

        ada.put("/api/v1/orgs/acme/members/" + id("vic@acme.example"), Map.of("role", "admin"))
                .expect(204);
        assertEquals("admin", role("vic@acme.example"));
    }

    @Test
    void onlyAnOwnerAndNobodyElsewhereSaysWhichGroupIsWhat() {
        var abe = hub.member(hub.acme(), Role.ADMIN, "abe@acme.example");
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        came("vic@acme.example", false);

        abe.get(groups).expect(200);
        abe.put(groups, OPERATORS).expect(403);
        vic.get(groups).expect(403);
        gil.get(groups.replace("acme", "globex")).expect(404);
        gil.put(groups.replace("acme", "globex"), OPERATORS).expect(404);
        gil.post(groups.replace("acme", "globex") + "/preview", OPERATORS).expect(404);
        gil.get(groups).expect(404);

        assertEquals(0, ada.get(groups).json().path("groups").size());
    }

    @Test
    void whatIsNoRuleIsRefused() {
        var twice = Map.of("group", "a", "role", "viewer");

        ada.put(groups, Map.of("groups", List.of(twice, twice))).expect(400);
        ada.put(groups, Map.of("groups", List.of(Map.of("group", "a", "role", "king"))))
                .expect(400);
        ada.put(groups, Map.of("groups", List.of(Map.of("group", " ", "role", "viewer"))))
                .expect(400);
        ada.submit(
                        "/o/acme/settings/sso/" + connection + "/groups",
                        Map.of("group", "x".repeat(301), "role", "viewer"))
                .expect(400);
    }

    private String connected() {
        var idp = TestIdp.rsa("https://idp.example/acme", ClockedHub.MONDAY);
        return ada.put("/api/v1/orgs/acme/saml", Map.of("metadata_xml", idp.metadata()))
                .expect(200)
                .json()
                .path("connection_id")
                .asText();
    }

    /** As if this member had signed in as somebody who is on call. */
    private void came(String email, boolean synced) {
        hub.administer(
                "insert into saml_members (org_id, person_id, connection_id, groups, synced, seen_at) values ('%s', '%s', '%s', '{on call}', %s, now())"
                        .formatted(hub.acme().id(), id(email), connection, synced));
    }

    private String id(String email) {
        return hub.administer("select id from people where email = '%s'".formatted(email))
                .getFirst();
    }

    private String role(String email) {
        return hub.administer(
                        "select role from memberships where org_id = '%s' and person_id = '%s'"
                                .formatted(hub.acme().id(), id(email)))
                .getFirst();
    }
}
