package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invitations: who may make them, what their links open, and what becomes of them. */
@Tag("slow")
class InvitationsTest {
    private static final String INVITATIONS = "/api/v1/orgs/acme/invitations";
    private static final String BOB = "bob@acme.example";
    private static final Map<String, String> ACCOUNT =
            Map.of("name", "Bob", "password", ClockedHub.PASSWORD);

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

    @BeforeEach
    void confirmed() {
        hub.administer("update organizations set confirmed_at = now(), plan = 'team'");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void somebodyWithoutAnAccountMakesOneAndIsIn() {
        invite(BOB, "operator").expect(201);
        var bob = hub.client();
        var page = bob.get(hub.mailedPath(BOB)).expect(200).body();
        assertTrue(page.contains("ada invited " + BOB), page);

        var joined = bob.submit(hub.mailedPath(BOB), ACCOUNT).expect(303);

        assertEquals("/o/acme", joined.location());
        bob.get("/o/acme").expect(200);
        assertTrue(bob.get("/api/v1/me").body().contains("\"role\":\"operator\""));
        assertEquals(0, items().size());
        var entry = ada.get("/api/v1/orgs/acme/audit?q=verb:invitation.accepted").json();
        assertEquals("operator", entry.path("items").get(0).path("after").asText());
        hub.client()
                .post("/api/v1/sessions", Map.of("email", BOB, "password", ClockedHub.PASSWORD))
                .expect(200);
    }

    @Test
    void aProgramAcceptsToo() {
        var id = invite(BOB, "viewer").expect(201).json().path("id").asText();
        assertFalse(id.isEmpty());

        var joined = hub.client().post(accept(BOB), ACCOUNT).expect(201).json();

        assertEquals("acme", joined.path("organization").path("slug").asText());
    }

    @Test
    void whoeverHasAnAccountSignsInFirstAndKeepsTheirPassword() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        invite(BOB, "viewer").expect(201);
        var path = hub.mailedPath(BOB);
        var stranger = hub.client();
        assertTrue(stranger.get(path).expect(200).body().contains("/login?next="));
        stranger.submit(path, ACCOUNT).expect(200);
        stranger.post(accept(BOB), Map.of("name", "Eve", "password", "a whole other secret"))
                .expect(401);
        assertEquals(1, items().size(), "still open");

        var bob = signedIn(BOB);
        assertEquals("/o/acme", bob.submit(path, Map.of()).expect(303).location());

        bob.get("/o/acme").expect(200);
        bob.get("/o/globex").expect(200);
    }

    @Test
    void aSecondClickGoesWhereTheFirstWent() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        invite(BOB, "viewer").expect(201);
        var bob = signedIn(BOB);
        var path = hub.mailedPath(BOB);

        bob.submit(path, Map.of()).expect(303);
        assertEquals("/o/acme", bob.submit(path, Map.of()).expect(303).location());
        assertEquals("/o/acme", bob.get(path).expect(303).location());

        ada.delete(member(BOB)).expect(204);
        bob.get(path).expect(404);
        bob.submit(path, Map.of()).expect(404);
        bob.get("/o/acme").expect(404);
    }

    @Test
    void twoWhoAcceptAtOnceMakeOneMember() throws Exception {
        invite(BOB, "viewer").expect(201);
        var path = accept(BOB);

        var statuses = new TreeMap<Integer, Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 4)
                            .mapToObj(_ -> {
                                var client = hub.client();
                                return (Callable<Integer>)
                                        () -> client.post(path, ACCOUNT).status();
                            })
                            .toList();
            for (var done : threads.invokeAll(tries)) {
                statuses.merge(done.get(), 1, Integer::sum);
            }
        }

        assertEquals(1, statuses.get(201), statuses.toString());
        var audit = ada.get("/api/v1/orgs/acme/audit?q=verb:invitation.accepted").json();
        assertEquals(1, audit.path("items").size());
    }

    @Test
    void somebodyElseIsToldWhoseItIsAndJoinsNothing() {
        invite(BOB, "admin").expect(201);

        var page = gil.get(hub.mailedPath(BOB)).expect(200).body();
        assertTrue(page.contains("signed in as gil@globex.example"), page);
        gil.submit(hub.mailedPath(BOB), Map.of()).expect(200);
        gil.post(accept(BOB), Map.of()).expect(401);

        gil.get("/o/acme").expect(404);
        assertEquals(1, items().size());
    }

    @Test
    void whoseSessionAnotherOrganizationVouchedForIsNotThemselvesHere() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        var bob = signedIn(BOB);
        hub.administer(
                "update sessions set bound_org_id = '%s' where person_id = (select id from people where email = '%s')"
                        .formatted(hub.globex().id(), BOB));
        invite(BOB, "owner").expect(201);

        bob.submit(hub.mailedPath(BOB), Map.of()).expect(200);

        bob.get("/o/acme").expect(404);
        assertEquals(1, items().size());
    }

    @Test
    void whateverOpensNothingShowsTheSamePage() {
        invite("used@acme.example", "viewer").expect(201);
        hub.client().submit(hub.mailedPath("used@acme.example"), ACCOUNT).expect(303);
        var revoked = invite("revoked@acme.example", "viewer").expect(201).json().path("id");
        ada.delete(INVITATIONS + "/" + revoked.asText()).expect(204);
        var again = invite("again@acme.example", "viewer").expect(201).json().path("id").asText();
        var before = hub.mailedPath("again@acme.example");
        ada.post(INVITATIONS + "/" + again + "/reminder", Map.of()).expect(204);
        assertNotEquals(before, hub.mailedPath("again@acme.example"));
        hub.client().get(hub.mailedPath("again@acme.example")).expect(200);
        invite("old@acme.example", "viewer").expect(201);
        hub.clock.pass(Invitations.LIFE);

        for (var path :
                List.of(
                        "/invitations/none",
                        hub.mailedPath("used@acme.example"),
                        hub.mailedPath("revoked@acme.example"),
                        before,
                        hub.mailedPath("old@acme.example"))) {
            var body = hub.client().get(path).expect(404).body();
            assertEquals(hub.client().get("/invitations/x").body(), body);
            assertTrue(body.contains("This link leads nowhere"));
            hub.client().submit(path, ACCOUNT).expect(404);
            hub.client().post("/api/v1" + path + "/accept", ACCOUNT).expect(404);
        }
    }

    @Test
    void anAdminInvitesNoOwner() {
        var adam = hub.member(hub.acme(), Role.ADMIN, "adam@acme.example");

        adam.post(INVITATIONS, Map.of("email", BOB, "role", "owner")).expect(403);
        var id = invite(BOB, "owner").expect(201).json().path("id").asText();
        adam.post(INVITATIONS + "/" + id + "/reminder", Map.of()).expect(403);
        adam.delete(INVITATIONS + "/" + id).expect(403);
        adam.post(INVITATIONS, Map.of("email", "eve@acme.example", "role", "admin")).expect(201);
    }

    @Test
    void nobodyIsInvitedTwiceOrWhoIsInAlready() {
        invite(BOB, "viewer").expect(201);

        invite("  BOB@acme.example ", "admin").expect(409);
        invite("ada@acme.example", "viewer").expect(409);
        invite("no address", "viewer").expect(400);
        invite("eve@acme.example", "king").expect(400);
        assertEquals(1, hub.letters(BOB));
        var refused = ada.submit("/o/acme/settings/invitations", form(BOB)).expect(409).body();
        assertTrue(refused.contains("There is an open invitation"), refused);
        ada.submit("/o/acme/settings/invitations", form("nobody")).expect(400);
    }

    @Test
    void thePlanHoldsForMembersAndInvitationsTogether() {
        hub.administer("update organizations set plan = 'free'");
        invite("b@acme.example", "viewer").expect(201);
        invite("c@acme.example", "viewer").expect(201);
        var refused = invite("d@acme.example", "viewer").expect(409).json();
        assertTrue(refused.path("detail").asText().contains("fill the plan"));

        hub.person(hub.acme(), Role.VIEWER, "e@acme.example");
        hub.client().post(accept("b@acme.example"), ACCOUNT).expect(201);
        hub.client().post(accept("c@acme.example"), ACCOUNT).expect(409);
        hub.client().submit(hub.mailedPath("c@acme.example"), ACCOUNT).expect(200);
    }

    @Test
    void anOrganizationThatNobodyConfirmedWritesToNobody() {
        hub.administer("update organizations set confirmed_at = null where slug = 'acme'");

        invite(BOB, "viewer").expect(409);

        assertEquals(0, hub.letters(BOB));
    }

    @Test
    void aMailboxGetsNoLettersWithoutEnd() {
        var id = invite(BOB, "viewer").expect(201).json().path("id").asText();
        var reminder = INVITATIONS + "/" + id + "/reminder";
        for (int i = 1; i < Invitations.LETTERS_MAX; i++) {
            ada.post(reminder, Map.of()).expect(204);
        }

        ada.post(reminder, Map.of()).expect(409);

        assertEquals(Invitations.LETTERS_MAX, hub.letters(BOB));
    }

    @Test
    void anExpiredOneIsShownAndGivesRoomOnceItIsRevoked() {
        var id = invite(BOB, "viewer").expect(201).json().path("id").asText();
        hub.clock.pass(Invitations.LIFE.plus(Duration.ofDays(1)));
        var owner = signedIn("ada@acme.example");

        var page = owner.get("/o/acme/settings/invitations").expect(200).body();
        assertTrue(page.contains("Expired"), page);
        owner.submit("/o/acme/settings/invitations/" + id + "/revocation", Map.of()).expect(303);
        owner.submit("/o/acme/settings/invitations", form(BOB)).expect(303);
    }

    @Test
    void aStrangerSeesAndEndsNone() {
        var id = invite(BOB, "viewer").expect(201).json().path("id").asText();

        gil.get(INVITATIONS).expect(404);
        gil.delete(INVITATIONS + "/" + id).expect(404);
        gil.delete("/api/v1/orgs/globex/invitations/" + id).expect(404);
        gil.post("/api/v1/orgs/globex/invitations/" + id + "/reminder", Map.of()).expect(404);
        assertEquals(0, gil.get("/api/v1/orgs/globex/invitations").json().path("items").size());
        gil.post("/api/v1/orgs/globex/invitations", Map.of("email", BOB, "role", "viewer"))
                .expect(201);
        assertEquals(1, items().size());
    }

    private TestClient.Answer invite(String email, String role) {
        return ada.post(INVITATIONS, Map.of("email", email, "role", role));
    }

    private static Map<String, String> form(String email) {
        return Map.of("email", email, "role", "viewer");
    }

    private String accept(String email) {
        return "/api/v1" + hub.mailedPath(email) + "/accept";
    }

    private JsonNode items() {
        return ada.get(INVITATIONS).expect(200).json().path("items");
    }

    private String member(String email) {
        var found = ada.get("/api/v1/orgs/acme/members?q=email:" + email).expect(200).json();
        return "/api/v1/orgs/acme/members/" + found.path("items").get(0).path("id").asText();
    }

    private TestClient signedIn(String email) {
        var client = hub.client();
        client.post("/api/v1/sessions", Map.of("email", email, "password", ClockedHub.PASSWORD))
                .expect(200);
        client.csrf(client.get("/api/v1/me").expect(200).json().path("csrf").asText());
        return client;
    }
}
