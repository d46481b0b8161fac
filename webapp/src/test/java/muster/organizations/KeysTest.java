package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of an organization's programs. */
class KeysTest {
    private static final String KEYS = "/api/v1/orgs/acme/api-keys";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aKeyIsToldOnceAndWorksUntilItIsRevoked() {
        var made = make(Map.of("name", "Backup", "scopes", List.of("sites:read")));
        var program = hub.client().bearer(made.key());
        program.get("/api/v1/orgs/acme/sites").expect(200);
        program.get("/api/v1/sites").expect(200);
        program.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin")).expect(403);

        var list = ada.get(KEYS).expect(200);
        assertFalse(list.body().contains(made.key()));
        assertEquals(made.id(), list.json().path("items").get(0).path("id").asText());
        ada.delete(KEYS + "/" + made.id()).expect(204);

        program.get("/api/v1/orgs/acme/sites").expect(401);
        ada.delete(KEYS + "/" + made.id()).expect(404);
    }

    @Test
    void aKeyKnowsNothingOfAnotherOrganization() {
        var made = make(Map.of("name", "Backup", "scopes", List.of("sites:read", "keys:write")));
        var program = hub.client().bearer(made.key());

        program.get("/api/v1/orgs/globex/sites").expect(404);
        program.get("/api/v1/orgs/nowhere/sites").expect(404);
    }

    @Test
    void aStrangerNeitherSeesNorRevokesAKey() {
        var made = make(Map.of("name", "Backup", "scopes", List.of("sites:read")));
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

        gil.get(KEYS).expect(404);
        gil.delete(KEYS + "/" + made.id()).expect(404);
        gil.delete("/api/v1/orgs/globex/api-keys/" + made.id()).expect(404);
        gil.submit("/o/globex/settings/keys/" + made.id() + "/revocation", Map.of()).expect(404);
        assertEquals(0, gil.get("/api/v1/orgs/globex/api-keys").json().path("items").size());

        hub.client().bearer(made.key()).get("/api/v1/orgs/acme/sites").expect(200);
    }

    @Test
    void aKeyEndsWhenItsTimeHasCome() {
        var made =
                make(
                        Map.of(
                                "name", "Backup",
                                "scopes", List.of("sites:read"),
                                "expires_at", "2026-11-16T09:00:00Z"));
        var program = hub.client().bearer(made.key());
        program.get("/api/v1/orgs/acme/sites").expect(200);

        hub.clock.pass(Duration.ofHours(1));

        program.get("/api/v1/orgs/acme/sites").expect(401);
    }

    @Test
    void aKeyStaysAtItsAddresses() {
        var made =
                make(
                        Map.of(
                                "name", "Backup",
                                "scopes", List.of("sites:read"),
                                "ip_allow", List.of("203.0.113.0/24", "2001:db8::/32")));

        hub.client("203.0.113.5").bearer(made.key()).get("/api/v1/sites").expect(200);
        hub.client("2001:db8::9").bearer(made.key()).get("/api/v1/sites").expect(200);
        hub.client("198.51.100.5").bearer(made.key()).get("/api/v1/sites").expect(403);
    }

    @Test
    void noKeyMayDoMoreThanWhoMakesIt() {
        var maker = make(Map.of("name", "Maker", "scopes", List.of("keys:write", "keys:read")));
        var program = hub.client().bearer(maker.key());

        program.post(KEYS, Map.of("name", "More", "scopes", List.of("members:write"))).expect(403);
        program.post(KEYS, Map.of("name", "Same", "scopes", List.of("keys:read"))).expect(201);
    }

    @Test
    void theFormSaysWhatEachScopeIsForAndTicksTheOneOfTheLink() {
        var page = ada.get("/o/acme/settings/keys/new?scope=inventory:write").expect(200).body();

        assertTrue(page.contains("value=\"inventory:write\" checked"), page);
        assertTrue(page.contains("Report devices and their software"), page);
        assertTrue(page.indexOf("inventory:write") < page.indexOf("organization:read"), page);
        assertTrue(page.indexOf("audit:read") < page.indexOf("members:write"), page);
        assertTrue(page.contains("type=\"date\""), page);
        var docs = hub.client().get("/docs/permissions").expect(200).body();
        assertTrue(docs.contains("Report devices and their software"), docs);
    }

    @Test
    void aDayOfTheFormIsTheLastOneOfTheKey() {
        var fields = Map.of("name", "Backup", "scopes", "sites:read", "expires_at", "2026-11-16");
        ada.submit("/o/acme/settings/keys", fields).expect(200);

        var made = ada.get(KEYS).expect(200).json().path("items").get(0);
        assertEquals("2026-11-17T00:00:00Z", made.path("expires_at").asText());
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (var text : new String[] {"", "x", "mst_key_", "mst_key_none", "mst_pat_none"}) {
            hub.client().bearer(text).get("/api/v1/orgs/acme/sites").expect(401);
        }
        hub.client().with("X-Agent-Key", "mst_key_none").get("/api/v1/sites").expect(401);
        hub.client().get("/api/v1/orgs/acme/sites").expect(401);
    }

    @Test
    void anAgentKeyBringsInventoryAndNothingElse() {
        var reader = make(Map.of("name", "Reader", "scopes", List.of("sites:read")));
        var both = make(Map.of("name", "Both", "scopes", List.of("sites:read", "inventory:write")));

        hub.client().with("X-Agent-Key", reader.key()).get("/api/v1/sites").expect(401);
        hub.client().with("X-Agent-Key", both.key()).get("/api/v1/sites").expect(403);
        hub.client().bearer(both.key()).get("/api/v1/sites").expect(200);
    }

    @Test
    void badWishesAreToldFieldByField() {
        var answer =
                ada.post(
                                KEYS,
                                Map.of(
                                        "name",
                                        "",
                                        "scopes",
                                        List.of("everything"),
                                        "ip_allow",
                                        List.of("home"),
                                        "expires_at",
                                        "2020-01-01T00:00:00Z"))
                        .expect(400);
        for (var field : new String[] {"name:", "scopes:", "ip_allow:", "expires_at:"}) {
            assertTrue(answer.body().contains(field), answer.body());
        }
    }

    @Test
    void thePageShowsANewKeyOnce() {
        var form = Map.of("name", "Backup", "scopes", "sites:read", "expires_at", "2027-01-31");
        var page = ada.submit("/o/acme/settings/keys", form).expect(200).body();
        assertTrue(page.contains("mst_key_"), page);
        assertTrue(
                ada.submit("/o/acme/settings/keys", Map.of("name", "x"))
                        .expect(400)
                        .body()
                        .contains("Choose at least one"));

        var list = ada.get("/o/acme/settings/keys").expect(200).body();

        assertTrue(list.contains("Backup"));
        var whole = page.replaceFirst("(?s).*(mst_key_[\\w-]{43}).*", "$1");
        assertFalse(list.contains(whole));
    }

    @Test
    void keysAreOnRecordWithoutTheirText() {
        var made = make(Map.of("name", "Backup", "scopes", List.of("sites:read")));
        ada.delete(KEYS + "/" + made.id()).expect(204);

        var audit = ada.get("/api/v1/orgs/acme/audit").expect(200).body();

        assertTrue(audit.contains("key.made") && audit.contains("key.revoked"), audit);
        assertFalse(audit.contains(made.key()));
    }

    @Test
    void aSuccessorTakesOverWhileTheOldOneStillWorks() {
        var scopes = List.of("sites:read");
        var here = List.of("0.0.0.0/0");
        var old = make(Map.of("name", "Rotating", "scopes", scopes, "ip_allow", here));
        var rotation = KEYS + "/" + old.id() + "/rotation";

        var told = ada.post(rotation, Map.of("overlap_hours", 2)).expect(201).json();

        var successor = hub.client().bearer(told.path("key").asText());
        var program = hub.client().bearer(old.key());
        successor.get("/api/v1/sites").expect(200);
        successor.get("/api/v1/orgs/acme/audit").expect(403);
        program.get("/api/v1/sites").expect(200);
        var listed = ada.get(KEYS + "?q=rotating").expect(200).body();
        assertTrue(
                listed.contains(hub.clock.instant().plus(Duration.ofHours(2)).toString()), listed);
        assertTrue(listed.contains("\"successor_id\":\"" + told.path("id").asText()), listed);
        var hint = ada.get(KEYS + "?q=rotating").json().findValuesAsText("successor").getLast();
        var page = ada.get("/o/acme/settings/keys?q=rotating").expect(200).body();
        assertTrue(page.contains("Replaced by") && page.contains(hint), page);
        hub.clock.pass(Duration.ofHours(2));
        program.get("/api/v1/sites").expect(401);
        successor.get("/api/v1/sites").expect(200);
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("key.rotated"));
    }

    @Test
    void onlyWhoMayMakeAKeyRotatesIt() {
        var old = make(Map.of("name", "Strong", "scopes", List.of("organization:delete")));
        var rotation = KEYS + "/" + old.id() + "/rotation";
        var weak = make(Map.of("name", "Weak", "scopes", List.of("keys:write")));
        var gil = hub.member(hub.globex(), Role.OWNER, "gina@globex.example");

        hub.client().bearer(weak.key()).post(rotation, Map.of()).expect(403);
        gil.post(rotation, Map.of()).expect(404);
        gil.post("/api/v1/orgs/globex/api-keys/" + old.id() + "/rotation", Map.of()).expect(404);
        ada.post(rotation, Map.of("overlap_hours", -1)).expect(400);
        ada.post(rotation, Map.of("overlap_hours", 721)).expect(400);
        var page =
                ada.submit(
                                "/o/acme/settings/keys/" + old.id() + "/rotation",
                                Map.of("overlap_hours", "0"))
                        .expect(200)
                        .body();
        assertTrue(page.contains("mst_key_"), page);
        hub.client().bearer(old.key()).get("/api/v1/sites").expect(401);
    }

    private record Made(String id, String key) {}

    private Made make(Map<String, Object> wanted) {
        var made = ada.post(KEYS, wanted).expect(201).json();
        return new Made(made.path("id").asText(), made.path("key").asText());
    }
}
