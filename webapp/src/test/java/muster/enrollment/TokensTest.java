package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String TOKENS = "/api/v1/orgs/acme/enrollment-tokens";
    private static final String PAGE = "/o/acme/enrollment-tokens";

    private static ClockedHub hub;
    private static TestClient ada;
    private static TestClient gil;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void isToldOnceAndListedWithoutItsText() {
        var made = ada.post(TOKENS, Map.of()).expect(201).json();

        assertTrue(made.path("token").asText().matches("mst_enroll_[\\w-]{43}"), made.toString());
        var listed = listed(made.path("id").asText());
        assertEquals("open", listed.path("state").asText());
        assertEquals("Enrollment token", listed.path("name").asText());
        var all = ada.get(TOKENS + "?limit=500").body() + ada.get(PAGE).expect(200).body();
        assertFalse(all.contains(made.path("token").asText()));
        var csv = ada.get(PAGE + "?format=csv").expect(200).body();
        assertTrue(csv.startsWith("id,name,hint,"), csv);
    }

    @Test
    void keepsWhatWasAskedOfIt() {
        var site =
                ada.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
        var wanted =
                Map.of(
                        "name",
                        "Roll-out",
                        "labels",
                        List.of("web", "web", "berlin"),
                        "site",
                        site,
                        "max_uses",
                        5,
                        "expires_at",
                        "2026-12-01T00:00:00Z");
        var listed = listed(ada.post(TOKENS, wanted).expect(201).json().path("id").asText());

        assertEquals("[\"web\",\"berlin\"]", listed.path("labels").toString());
        assertEquals("Berlin", listed.path("site").asText());
        assertEquals(5, listed.path("max_uses").asInt());
        assertEquals("2026-12-01T00:00:00Z", listed.path("expires_at").asText());
        // The site stays for what enrolls with the token.
        ada.delete("/api/v1/orgs/acme/sites/" + site).expect(409);
        assertEquals(1, ada.get(TOKENS + "?q=berlin+state:open").json().path("items").size());
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        var answer =
                ada.post(
                                TOKENS,
                                Map.of(
                                        "name", "",
                                        "labels", List.of(" "),
                                        "site", "0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d",
                                        "max_uses", 0,
                                        "expires_at", "2020-01-01T00:00:00Z"))
                        .expect(400);
        for (var field : List.of("name:", "labels:", "site:", "max_uses:", "expires_at:")) {
            assertTrue(answer.body().contains(field), answer.body());
        }
    }

    @Test
    void isMadeByFormAndShownOnce() {
        var form =
                Map.of(
                        "name", "Laptops",
                        "labels", "sales, field",
                        "site", "",
                        "expires_at", "2027-01-31",
                        "max_uses", "12");
        var page = ada.submit(PAGE, form).expect(200).body();

        assertTrue(page.contains("mst_enroll_"), page);
        var listed = ada.get(TOKENS + "?q=laptops").json().path("items").get(0);
        assertEquals("[\"sales\",\"field\"]", listed.path("labels").toString());
        assertEquals("2027-02-01T00:00:00Z", listed.path("expires_at").asText());
        assertTrue(ada.get(PAGE + "/new").expect(200).body().contains("2026-12-16"));
        var faulty = ada.submit(PAGE, Map.of("name", "x", "max_uses", "many")).expect(400).body();
        assertTrue(faulty.contains("A whole number"), faulty);
        var id = listed.path("id").asText();
        ada.submit(PAGE + "/" + id + "/revocation", Map.of()).expect(303);
        assertEquals(0, ada.get(TOKENS + "?q=laptops").json().path("items").size());
    }

    @Test
    void belongsToItsOrganizationAlone() {
        var id = ada.post(TOKENS, Map.of()).expect(201).json().path("id").asText();

        gil.get(TOKENS).expect(404);
        gil.post(TOKENS, Map.of()).expect(404);
        gil.delete(TOKENS + "/" + id).expect(404);
        gil.delete("/api/v1/orgs/globex/enrollment-tokens/" + id).expect(404);
        gil.submit("/o/globex/enrollment-tokens/" + id + "/revocation", Map.of()).expect(404);
        assertEquals(
                0, gil.get("/api/v1/orgs/globex/enrollment-tokens").json().path("items").size());
        assertEquals(id, listed(id).path("id").asText());
        var foreign = gil.get("/api/v1/orgs/globex/sites").json().path("items").get(0).path("id");
        ada.post(TOKENS, Map.of("site", foreign.asText())).expect(400);
    }

    @Test
    void isMadeAndRevokedThroughTheShortRouteOnTheRecord() {
        var scopes = List.of("collectors:read", "collectors:write");
        var key =
                ada.post("/api/v1/orgs/acme/api-keys", Map.of("name", "k", "scopes", scopes))
                        .expect(201)
                        .json();
        var program = hub.client().bearer(key.path("key").asText());
        var made = program.post("/api/v1/enrollment-tokens", Map.of()).expect(201).json();
        var id = made.path("id").asText();
        assertEquals(id, listed(id).path("id").asText());

        program.delete("/api/v1/enrollment-tokens/" + id).expect(204);

        // Whoever asks twice gets what they wanted, and nothing is done twice.
        program.delete("/api/v1/enrollment-tokens/" + id).expect(204);
        var audit = ada.get("/api/v1/orgs/acme/audit").expect(200).body();
        assertTrue(audit.contains("token.made"), audit);
        var revoked = "token.revoked\",\"subject\":\"enrollment-token:" + id;
        assertEquals(2, audit.split(revoked, -1).length, audit);
        assertFalse(audit.contains(made.path("token").asText()));
    }

    @Test
    void aProgramThatSaysNoEndGetsTheOneOfTheForm() {
        var id = ada.post(TOKENS, Map.of()).expect(201).json().path("id").asText();

        assertEquals("2026-12-16T08:00:00Z", listed(id).path("expires_at").asText());
        var told =
                hub.client()
                        .get("/api/v1/openapi.json")
                        .expect(200)
                        .json()
                        .findValues("expires_at");
        assertTrue(told.toString().contains("30 days from now"), told.toString());
    }

    @Test
    void whatIsBoundedMakesNone() {
        var wanted =
                Map.of(
                        "name", "k",
                        "scopes", List.of("collectors:write"),
                        "ip_allow", List.of("0.0.0.0/0"));
        var key = ada.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
        var program = hub.client().bearer(key.path("key").asText());

        program.post(TOKENS, Map.of()).expect(403);
    }

    @Test
    void readersMakeNone() {
        var vera = hub.member(hub.acme(), Role.VIEWER, "vera@acme.example");
        var oscar = hub.member(hub.acme(), Role.OPERATOR, "oscar@acme.example");

        vera.get(PAGE).expect(200);
        vera.post(TOKENS, Map.of()).expect(403);
        oscar.post(TOKENS, Map.of()).expect(201);
    }

    private static JsonNode listed(String id) {
        for (var item : ada.get(TOKENS + "?limit=500").expect(200).json().path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("not listed: " + id);
    }
}
