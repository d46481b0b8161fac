package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An organization's name, address, sites, members and record. */
class OrganizationTest {
    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aFormerAddressLeadsToThePresentOne() {
        rename("acme", "Acme Tools", "acme-tools").expect(200);

        assertEquals("/o/acme-tools/settings", ada.get("/o/acme/settings").expect(303).location());
        ada.get("/api/v1/orgs/acme/sites").expect(200);
        ada.get("/api/v1/orgs/acme-tools/sites").expect(200);
        gil.get("/o/acme/settings").expect(404);
        gil.get("/api/v1/orgs/acme-tools/sites").expect(404);

        rename("acme-tools", "Acme", "acme").expect(200);
        ada.get("/o/acme/settings").expect(200);
    }

    @Test
    void whatWasAskedForIsNotLostOnTheWay() {
        var path = "/o/acme/vulnerabilities/CVE%20x?q=severity%3Acritical+kev&sort=-since";
        var login = hub.client().get(path).expect(303).location();
        assertEquals("/login?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8), login);
        assertEquals(path, ada.get(login).expect(303).location());

        rename("acme", "Acme Tools", "acme-tools").expect(200);
        assertEquals(path.replace("acme", "acme-tools"), ada.get(path).expect(303).location());
    }

    @Test
    void nobodyTakesAnAddressThatAnotherHasOrHad() {
        rename("acme", "Acme", "acme-tools").expect(200);

        var taken =
                gil.submit("/o/globex/settings", Map.of("name", "Globex", "slug", "acme-tools"))
                        .expect(400);
        assertTrue(taken.body().contains("Somebody else has this address"));
        gil.put("/api/v1/orgs/globex/settings", Map.of("name", "Globex", "slug", "acme-tools"))
                .expect(400);
        gil.get("/api/v1/orgs/globex/settings").expect(200);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (var slug :
                new String[] {
                    "",
                    "a",
                    "-a",
                    "a-",
                    "a--b",
                    "a b",
                    "ä",
                    "x".repeat(51),
                    "../x",
                    "0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d"
                }) {
            rename("acme", "Acme", slug).expect(400);
        }
    }

    @Test
    void namesBecomeAddresses() {
        assertEquals("arzte-sohne", Slug.named("Ärzte & Söhne").text());
        assertEquals("organization", Slug.named("北京").text());
        assertEquals("a1", Slug.named("--A1--").text());
        assertEquals(50, Slug.named("x".repeat(100)).text().length());
        assertEquals("organization", Slug.named("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d").text());
    }

    @Test
    void onlyThoseWhoMayRename() {
        var viewer = hub.member(hub.acme(), Role.VIEWER, "vera@acme.example");
        viewer.get("/o/acme/settings").expect(200);

        viewer.put("/api/v1/orgs/acme/settings", Map.of("name", "X", "slug", "xx")).expect(403);
        viewer.submit("/o/acme/settings", Map.of("name", "X", "slug", "xx")).expect(403);
    }

    @Test
    void aPersonFoundsAnotherOrganizationAndOwnsIt() {
        var moved = ada.submit("/orgs/new", Map.of("name", "Globex")).expect(303);
        var slug = moved.location().substring("/o/".length());
        assertFalse(slug.equals("globex"));

        ada.get("/api/v1/orgs/" + slug + "/sites").expect(200);
        gil.get("/api/v1/orgs/" + slug + "/sites").expect(404);
        var orgs = ada.get("/api/v1/orgs").expect(200).json().path("items");
        assertEquals(2, orgs.size());
        ada.get("/orgs").expect(200);
    }

    @Test
    void sitesHaveNamesOfTheirOwn() {
        var sites = "/api/v1/orgs/acme/sites";
        assertEquals("Default", ada.get(sites).json().path("items").get(0).path("name").asText());
        var id = ada.post(sites, Map.of("name", "Berlin")).expect(201).json().path("id").asText();
        ada.post(sites, Map.of("name", "Berlin")).expect(409);
        ada.submit("/o/acme/sites", Map.of("name", "Berlin")).expect(400);

        assertTrue(ada.get(sites).body().contains(id));
        assertFalse(gil.get("/api/v1/orgs/globex/sites").body().contains(id));
        gil.post("/api/v1/orgs/globex/sites", Map.of("name", "Berlin")).expect(201);
    }

    @Test
    void aRoleCountsFromTheNextRequest() {
        var bob = hub.member(hub.acme(), Role.OPERATOR, "bob@acme.example");
        bob.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin")).expect(201);

        ada.put(member("bob@acme.example"), Map.of("role", "viewer")).expect(204);
        bob.post("/api/v1/orgs/acme/sites", Map.of("name", "Bonn")).expect(403);

        ada.delete(member("bob@acme.example")).expect(204);
        bob.get("/api/v1/orgs/acme/sites").expect(401);
    }

    @Test
    void theLastOwnerStays() {
        ada.delete(member("ada@acme.example")).expect(409);
        ada.put(member("ada@acme.example"), Map.of("role", "admin")).expect(409);
        var id = member("ada@acme.example").replaceFirst(".*/", "");
        var refused = ada.submit("/o/acme/settings/members/" + id + "/removal", Map.of());
        var page = ada.get(refused.expect(303).location()).expect(200).body();
        assertTrue(page.contains("This is the last owner"), page);

        ada.get("/api/v1/orgs/acme/sites").expect(200);
    }

    @Test
    void twoOwnersWhoRemoveEachOtherAtOnceLeaveOne() throws Exception {
        var bob = hub.member(hub.acme(), Role.OWNER, "bob@acme.example");
        var adas = member("ada@acme.example");
        var bobs = member("bob@acme.example");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> first = () -> ada.delete(bobs).status();
            Callable<Integer> second = () -> bob.delete(adas).status();
            var statuses = new TreeSet<Integer>();
            for (var status : threads.invokeAll(List.of(first, second))) {
                statuses.add(status.get());
            }
            assertTrue(statuses.contains(204), statuses.toString());
            assertEquals(2, statuses.size(), statuses.toString());
        }
    }

    @Test
    void anAdminDoesNotMakeOwners() {
        var bob = hub.member(hub.acme(), Role.ADMIN, "bob@acme.example");

        bob.put(member("bob@acme.example"), Map.of("role", "owner")).expect(403);
        bob.delete(member("ada@acme.example")).expect(403);
        var key = Map.of("name", "bob's", "scopes", List.of("members:write"));
        var made = bob.post("/api/v1/orgs/acme/api-keys", key).expect(201).json();
        var program = hub.client().bearer(made.path("key").asText());
        program.put(member("bob@acme.example"), Map.of("role", "owner")).expect(403);
        ada.put(member("bob@acme.example"), Map.of("role", "owner")).expect(204);
    }

    @Test
    void aStrangerSeesNoMembersAndChangesNone() {
        var adas = member("ada@acme.example");
        var id = adas.replaceFirst(".*/", "");

        gil.get("/api/v1/orgs/acme/members").expect(404);
        gil.put(adas, Map.of("role", "viewer")).expect(404);
        gil.delete("/api/v1/orgs/globex/members/" + id).expect(404);
        assertFalse(gil.get("/api/v1/orgs/globex/members").body().contains("ada@"));
        ada.put("/api/v1/orgs/acme/members/" + id, Map.of("role", "nobody")).expect(400);
    }

    @Test
    void theRecordIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            ada.post("/api/v1/orgs/acme/sites", Map.of("name", "Site " + i)).expect(201);
        }

        var seen = new TreeSet<Long>();
        var cursor = "";
        do {
            var page = ada.get("/api/v1/orgs/acme/audit?limit=2" + cursor).expect(200).json();
            page.path("items").forEach(item -> seen.add(item.path("id").asLong()));
            cursor =
                    page.path("next_cursor").isNull()
                            ? ""
                            : "&cursor=" + page.path("next_cursor").asText();
        } while (!cursor.isEmpty());

        assertTrue(seen.size() >= 5, seen.toString());
        ada.get("/api/v1/orgs/acme/audit?cursor=x").expect(400);
        ada.get("/api/v1/orgs/acme/audit?limit=501").expect(400);
        gil.get("/api/v1/orgs/acme/audit").expect(404);
        assertFalse(gil.get("/api/v1/orgs/globex/audit").body().contains("Site 1"));
        assertTrue(ada.get("/o/acme/settings/audit").expect(200).body().contains("Site 4"));
    }

    @Test
    void everybodyMayReadWhoMayDoWhat() {
        var table = hub.client().get("/api/v1/permissions").expect(200).json();

        assertTrue(table.path("permissions").toString().contains("devices:read"));
        assertTrue(table.path("roles").path("viewer").toString().contains("devices:read"));
        assertFalse(table.path("roles").path("viewer").toString().contains(":write"));
        hub.client().get("/docs/permissions").expect(200);
        hub.client().get("/pricing").expect(200);
        assertEquals(
                "free",
                hub.client().get("/api/v1/plans").json().path("items").get(0).path("id").asText());
    }

    @Test
    void everyPageOfSettingsAndAccountOpens() {
        for (var path :
                new String[] {
                    "/o/acme/settings",
                    "/o/acme/settings/members",
                    "/o/acme/settings/keys",
                    "/o/acme/settings/keys/new",
                    "/o/acme/settings/audit",
                    "/o/acme/sites",
                    "/orgs",
                    "/orgs/new",
                    "/account",
                    "/account/security",
                    "/account/tokens"
                }) {
            ada.get(path).expect(200);
        }
        for (var path : new String[] {"/login", "/signup", "/signup/sent", "/forgot"}) {
            hub.client().get(path).expect(200);
        }
        // Its letters sign people in: they are for who sits at this machine.
        var here = hub.client("127.0.0.1");
        here.get("/outbox").expect(200);
        assertEquals(0, here.get("/outbox.json").expect(200).json().size());
        hub.client().get("/outbox").expect(404);
        hub.client().get("/outbox.json").expect(404);
        assertEquals(
                "/login?next=%2Fo%2Facme%2Fsettings",
                hub.client().get("/o/acme/settings").expect(303).location());
    }

    @Test
    void aProgramGoesOnByTheNameThatItKnows() {
        var wanted = Map.of("name", "Cron", "scopes", List.of("sites:read"));
        var key = ada.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json().path("key");
        var program = hub.client().bearer(key.asText());
        rename("acme", "Acme", "acme-works").expect(200);

        program.get("/api/v1/orgs/acme/sites").expect(200);
        program.get("/api/v1/orgs/acme-works/sites").expect(200);
        program.get("/api/v1/orgs/globex/sites").expect(404);
        rename("acme-works", "Acme", "acme").expect(200);
    }

    private TestClient.Answer rename(String org, String name, String slug) {
        return ada.put("/api/v1/orgs/" + org + "/settings", Map.of("name", name, "slug", slug));
    }

    private String member(String email) {
        var items = ada.get("/api/v1/orgs/acme/members").expect(200).json().path("items");
        for (var item : items) {
            if (item.path("email").asText().equals(email)) {
                return "/api/v1/orgs/acme/members/" + item.path("id").asText();
            }
        }
        throw new AssertionError("no member " + email);
    }
}
