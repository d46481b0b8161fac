package muster.organizations;

import static muster.organizations.Founders.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing up, by page and by program, known or not. */
class SignUpTest {
    private final Founders founders = new Founders();
    private final ClockedHub hub = founders.hub;

    @AfterEach
    void close() {
        founders.close();
    }

    @Test
    void aProgramSignsUpAndItsKeyWorksAtOnce() {
        var answer = founders.signUp(ADA, "Initech").expect(201).json();

        assertEquals("initech", answer.path("organization").path("slug").asText());
        var program = hub.client().bearer(answer.path("api_key").asText());
        program.get("/api/v1/orgs/initech/sites").expect(200);
        program.get("/api/v1/orgs/" + answer.path("organization").path("id").asText() + "/sites")
                .expect(200);
    }

    @Test
    void nobodySignsInBeforeTheMailboxSaysYes() {
        founders.signUp(ADA, "Initech").expect(201);
        founders.signIn(ADA).expect(401);

        founders.confirm(ADA).expect(204);

        var me = founders.signedIn(ADA).get("/api/v1/me").expect(200).json();
        assertEquals("owner", me.path("organizations").get(0).path("role").asText());
        assertEquals("password", me.path("authentication").asText());
    }

    @Test
    void aKnownAddressGetsTheSameAnswerAndJoinsByTheLinkOnly() {
        hub.person(hub.acme(), Role.OWNER, ADA);

        var known = founders.signUp(ADA, "Initech").expect(201);
        var unknown = founders.signUp("bob@initech.example", "Initrode").expect(201);

        assertEquals(shape(unknown), shape(known));
        assertEquals(text("bob@initech.example"), text(ADA));
        var ada = founders.signedIn(ADA);
        ada.get("/api/v1/orgs/initech/sites").expect(404);
        founders.confirm(ADA).expect(204);
        ada.get("/api/v1/orgs/initech/sites").expect(200);
    }

    @Test
    void aSecondSignUpNeverChangesAKnownPassword() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        founders.signUp(ADA, "Initech", "an entirely other one");
        founders.confirm(ADA).expect(204);

        hub.client()
                .post("/api/v1/sessions", Map.of("email", ADA, "password", "an entirely other one"))
                .expect(401);
        founders.signIn(ADA).expect(200);
    }

    @Test
    void aBrowserSignsUpWithoutAKey() {
        var sent = founders.submit(Map.of()).expect(303);

        assertTrue(sent.location().startsWith("/signup/sent?organization="), sent.location());
        hub.client().get(sent.location()).expect(200);
        founders.confirm(ADA).expect(204);
        assertEquals(
                0,
                founders.signedIn(ADA)
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
        founders.submit(Map.of("paste", list, "hostname", "web-1")).expect(303);
        founders.confirm(ADA).expect(204);

        var devices = founders.signedIn(ADA).get("/api/v1/orgs/initech/devices").expect(200).json();

        assertEquals("web-1", devices.path("items").get(0).path("hostname").asText());
        hub.person(hub.acme(), Role.OWNER, "eve@acme.example");
        assertEquals(
                0,
                founders.signedIn("eve@acme.example")
                        .get("/api/v1/orgs/acme/devices")
                        .json()
                        .path("items")
                        .size());
    }

    @Test
    void aPasteThatCannotBeKeptFoundsNothing() {
        for (var paste : new String[] {"no list at all", "hostname sw1\nenable secret 5 $1$x\n"}) {
            var page = founders.submit(Map.of("paste", paste)).expect(400).body();
            assertTrue(page.contains("notice"), page);
        }
        assertEquals(0, hub.letters(ADA));
        founders.signUp(ADA, "Initech").expect(201);
        assertTrue(hub.client().get(hub.mailedPath(ADA)).body().contains("“Initech”"));
    }

    private String text(String email) {
        return hub.letter(email).text().replace(hub.mailedPath(email), "");
    }

    private static String shape(TestClient.Answer answer) {
        return answer.body()
                .replaceAll("\"[^\"]*\":\"[^\"]*\"", "…")
                .replaceAll("\\w{8}-.*?\"", "");
    }
}
