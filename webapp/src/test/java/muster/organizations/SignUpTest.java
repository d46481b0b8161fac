package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing up, by page and by program, known or not. */
class SignUpTest {
    private static final String ADA = "ada@initech.example";

    private final ClockedHub hub = new ClockedHub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aProgramSignsUpAndItsKeyWorksAtOnce() {
        var answer = signUp(ADA, "Initech").expect(201).json();

        assertEquals("initech", answer.path("organization").path("slug").asText());
        var program = hub.client().bearer(answer.path("api_key").asText());
        program.get("/api/v1/orgs/initech/sites").expect(200);
        program.get("/api/v1/orgs/" + answer.path("organization").path("id").asText() + "/sites")
                .expect(200);
    }

    @Test
    void nobodySignsInBeforeTheMailboxSaysYes() {
        signUp(ADA, "Initech").expect(201);
        signIn(ADA).expect(401);

        confirm(hub.mailedPath(ADA)).expect(204);

        var me = signedIn(ADA).get("/api/v1/me").expect(200).json();
        assertEquals("owner", me.path("organizations").get(0).path("role").asText());
        assertEquals("password", me.path("authentication").asText());
    }

    @Test
    void theLinkShowsAButtonAndOnlyTheButtonConfirms() {
        signUp(ADA, "Initech");
        var path = hub.mailedPath(ADA);

        assertTrue(hub.client().get(path).expect(200).body().contains("<button"));
        signIn(ADA).expect(401);
        assertTrue(
                hub.client().submit(path, Map.of()).expect(303).location().startsWith("/login?"));
        signIn(ADA).expect(200);
    }

    @Test
    void aKnownAddressGetsTheSameAnswerAndJoinsByTheLinkOnly() {
        hub.person(hub.acme(), Role.OWNER, ADA);

        var known = signUp(ADA, "Initech").expect(201);
        var unknown = signUp("bob@initech.example", "Initrode").expect(201);

        assertEquals(shape(unknown), shape(known));
        var ada = signedIn(ADA);
        ada.get("/api/v1/orgs/initech/sites").expect(404);
        confirm(hub.mailedPath(ADA)).expect(204);
        ada.get("/api/v1/orgs/initech/sites").expect(200);
    }

    @Test
    void aSecondSignUpNeverChangesAKnownPassword() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        signUp(ADA, "Initech", "an entirely other one");
        confirm(hub.mailedPath(ADA)).expect(204);

        hub.client()
                .post("/api/v1/sessions", Map.of("email", ADA, "password", "an entirely other one"))
                .expect(401);
        signIn(ADA).expect(200);
    }

    @Test
    void theSameLinkTwiceDoesTheSameOnce() throws Exception {
        signUp(ADA, "Initech");
        var path = hub.mailedPath(ADA);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> press = () -> confirm(path).status();
            var answers = threads.invokeAll(java.util.Collections.nCopies(6, press));
            for (var answer : answers) {
                assertEquals(204, answer.get());
            }
        }

        var ada = signedIn(ADA);
        assertEquals(1, ada.get("/api/v1/me").json().path("organizations").size());
        var audit = ada.get("/api/v1/orgs/initech/audit").expect(200).body();
        assertEquals(1, audit.split("organization.confirmed", -1).length - 1);
    }

    @Test
    void aLinkThatIsNoneOrTooOldLeadsNowhere() {
        hub.client().post("/api/v1/verify/none-of-ours", Map.of()).expect(404);
        hub.client().get("/verify/none-of-ours").expect(404);
        signUp(ADA, "Initech");
        hub.clock.pass(java.time.Duration.ofDays(8));
        confirm(hub.mailedPath(ADA)).expect(404);
    }

    @Test
    void aBrowserSignsUpWithoutAKey() {
        var sent =
                hub.client()
                        .submit(
                                "/signup",
                                Map.of(
                                        "email",
                                        ADA,
                                        "password",
                                        ClockedHub.PASSWORD,
                                        "name",
                                        "Ada",
                                        "organization",
                                        "Initech"))
                        .expect(303);

        assertEquals("/signup/sent", sent.location());
        hub.client().get("/signup/sent").expect(200);
        confirm(hub.mailedPath(ADA)).expect(204);
        assertEquals(
                0,
                signedIn(ADA)
                        .get("/api/v1/orgs/initech/api-keys")
                        .expect(200)
                        .json()
                        .path("items")
                        .size());
    }

    @Test
    void whatWasPastedBeforeIsKeptInTheNewOrganization() {
        var list =
                """
                ii  base-files     12.4+deb12u11    amd64  Debian base system files
                ii  libssl3:amd64  3.0.11-1~deb12u2 amd64  Secure Sockets Layer toolkit
                """;
        var form = hub.client().submit("/keep", Map.of("text", list)).expect(200).body();
        assertTrue(form.contains("3.0.11-1~deb12u2"), form);
        submit(list, "web-1").expect(303);
        confirm(hub.mailedPath(ADA)).expect(204);

        var devices = signedIn(ADA).get("/api/v1/orgs/initech/devices").expect(200).json();

        assertEquals("web-1", devices.path("items").get(0).path("hostname").asText());
        hub.person(hub.acme(), Role.OWNER, "eve@acme.example");
        assertEquals(
                0,
                signedIn("eve@acme.example")
                        .get("/api/v1/orgs/acme/devices")
                        .json()
                        .path("items")
                        .size());
    }

    @Test
    void aPasteThatCannotBeKeptFoundsNothing() {
        for (var paste : new String[] {"no list at all", "hostname sw1\nenable secret 5 $1$x\n"}) {
            var page = submit(paste, "").expect(400).body();
            assertTrue(page.contains("notice"), page);
        }
        assertEquals(0, hub.letters(ADA));
        signUp(ADA, "Initech").expect(201);
        assertTrue(hub.letter(ADA).text().contains("Initech"));
    }

    private TestClient.Answer signUp(String email, String organization) {
        return signUp(email, organization, ClockedHub.PASSWORD);
    }

    private TestClient.Answer signUp(String email, String organization, String password) {
        return hub.client()
                .post(
                        "/api/v1/signup",
                        Map.of(
                                "email", email,
                                "password", password,
                                "name", "Ada Lovelace",
                                "organization", organization));
    }

    private TestClient.Answer submit(String paste, String hostname) {
        return hub.client()
                .submit(
                        "/signup",
                        Map.of(
                                "email",
                                ADA,
                                "password",
                                ClockedHub.PASSWORD,
                                "name",
                                "Ada",
                                "organization",
                                "Initech",
                                "paste",
                                paste,
                                "hostname",
                                hostname));
    }

    private TestClient.Answer confirm(String path) {
        return hub.client().post("/api/v1" + path, Map.of());
    }

    private TestClient.Answer signIn(String email) {
        return hub.client()
                .post("/api/v1/sessions", Map.of("email", email, "password", ClockedHub.PASSWORD));
    }

    private TestClient signedIn(String email) {
        var client = hub.client();
        client.post("/api/v1/sessions", Map.of("email", email, "password", ClockedHub.PASSWORD))
                .expect(200);
        return client;
    }

    private static String shape(TestClient.Answer answer) {
        return answer.body()
                .replaceAll("\"[^\"]*\":\"[^\"]*\"", "…")
                .replaceAll("\\w{8}-.*?\"", "");
    }
}
