package muster.organizations.scim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCIM as identity providers speak it. */
@Tag("slow")
class ScimTest {
    private static final String USERS = "/scim/v2/Users";
    private static final String GROUPS = "/scim/v2/Groups";
    private static final String BOB = "bob@acme.example";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
    private final TestClient idp = provider(ada, "acme");
    private final TestClient other = provider(gil, "globex");

    @BeforeEach
    void roomForMany() {
        hub.administer("update organizations set confirmed_at = now(), plan = 'team'");
    }

    @BeforeEach
    void eachHasProvenItsDomain() {
        for (var tenant : List.of(hub.acme(), hub.globex())) {
            hub.administer(
                    """
                    insert into domains (org_id, domain, txt, added_at, verified_at)
                    select org_id, slug || '.example', 'text', now(), now() from organizations
                    where org_id = '%s'
                    """
                            .formatted(tenant.id()));
        }
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoIsMadeIsAMemberAndFoundByName() {
        var made = make(BOB);

        assertEquals(BOB, made.path("userName").asText());
        assertEquals("Bob", made.path("name").path("givenName").asText());
        assertTrue(made.path("active").asBoolean());
        assertTrue(made.path("meta").path("location").asText().endsWith("/Users/" + id(made)));
        assertEquals("viewer", role(BOB));
        assertEquals(1, found("userName eq \"" + BOB + "\"").path("totalResults").asInt());
        assertEquals(0, found("userName eq \"eve@acme.example\"").path("totalResults").asInt());
        var answer = idp.get(USERS + "/" + id(made)).expect(200);
        assertEquals(
                "application/scim+json",
                answer.response().headers().firstValue("Content-Type").orElse(""));
        assertTrue(
                ada.get("/api/v1/orgs/acme/audit?q=verb:member.provisioned").body().contains(BOB));
    }

    @Test
    void nobodyOfAnotherDomainIsMadeAMember() {
        for (var stranger : List.of("eve@elsewhere.example", "eve@globex.example")) {
            var fault = idp.post(USERS, user(stranger)).expect(400).json();

            assertEquals("invalidValue", fault.path("scimType").asText());
            assertEquals("", role(stranger));
            assertEquals(
                    "0",
                    hub.administer("select count(*) from people where email = '" + stranger + "'")
                            .getFirst());
        }
        assertEquals(0, found("active eq true").path("totalResults").asInt());
    }

    @Test
    void aDomainThatIsNotProvenYetIsNobodys() {
        hub.administer("update domains set verified_at = null");

        idp.post(USERS, user(BOB)).expect(400);
    }

    @Test
    void whoIsAMemberAlreadyMayBeOfAnyDomain() {
        hub.person(hub.acme(), Role.ANALYST, "carl@consultants.example");

        idp.post(USERS, user("carl@consultants.example")).expect(201);

        assertEquals("analyst", role("carl@consultants.example"));
        other.post(USERS, user("carl@consultants.example")).expect(400);
    }

    // What Entra and Okta send to say that somebody has left.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Operations\":[{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}]}",
                "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}",
                "{\"Operations\":[{\"op\":\"Add\",\"path\":\"urn:ietf:params:scim:schemas:core:2.0:User:active\",\"value\":false}]}"
            })
    void whoIsDeactivatedIsOutAtOnceAndComesBack(String patch) {
        var user = make(BOB);
        hub.person(hub.globex(), Role.VIEWER, BOB);
        var session = signedIn();
        session.get("/o/acme").expect(200);
        var key = session.post("/api/v1/me/tokens", Map.of("name", "cron")).expect(201).json();
        var own = hub.client().bearer(key.path("token").asText());

        var changed = patch(user, patch).expect(200).json();

        assertFalse(changed.path("active").asBoolean());
        session.get("/o/acme").expect(404);
        own.get("/api/v1/orgs/acme/sites").expect(404);
        session.get("/o/globex").expect(200);
        patch(user, "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":true}]}")
                .expect(200);
        session.get("/o/acme").expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"op":"Replace","path":"name.givenName","value":"Robert"}                  | /name/givenName | Robert
                    {"op":"Add","value":{"name.familyName":"Jones"}}                          | /name/familyName | Jones
                    {"op":"replace","value":{"name":{"familyName":"Jones"}}}                  | /name/familyName | Jones
                    {"op":"replace","path":"displayName","value":"Bobby"}                     | /displayName | Bobby
                    {"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"b@acme.example"} | /emails/0/value | b@acme.example
                    {"op":"replace","path":"emails","value":[{"value":"x@acme.example","type":"home"},{"value":"y@acme.example","primary":true}]} | /emails/0/value | y@acme.example
                    {"op":"add","path":"externalId","value":"77"}                             | /externalId | 77
                    {"op":"add","path":"title","value":"Boss"}                                | /userName | bob@acme.example
                    """)
    void changesAreReadAsTheyAreSent(String operation, String pointer, String value) {
        var user = make(BOB);

        var patched = patch(user, "{\"Operations\":[" + operation + "]}").expect(200).json();

        assertEquals(value, patched.at(pointer).asText(), patched.toString());
        assertEquals(value, idp.get(USERS + "/" + id(user)).json().at(pointer).asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"Operations":[{"op":"jump","path":"active","value":true}]}   | invalidSyntax
                    {"Operations":{}}                                            | invalidSyntax
                    {"Operations":[{"op":"replace","path":"active","value":"maybe"}]} | invalidValue
                    {"Operations":[{"op":"replace","path":"userName","value":""}]}   | invalidValue
                    {"Operations":[{"op":"remove","path":"userName"}]}            | invalidValue
                    {"Operations":[{"op":"remove"}]}                              | invalidPath
                    {"Operations":[{"op":"replace","path":"emails","value":"no address"}]} | invalidValue
                    [                                                            | invalidSyntax
                    """)
    void whatCannotBeDoneIsAnsweredInItsWords(String patch, String type) {
        var user = make(BOB);

        var fault = patch(user, patch).expect(400).json();

        assertEquals(type, fault.path("scimType").asText(), fault.toString());
        assertEquals("400", fault.path("status").asText());
        assertEquals(
                "urn:ietf:params:scim:api:messages:2.0:Error",
                fault.path("schemas").get(0).asText());
    }

    @Test
    void nobodyIsMadeTwice() {
        make(BOB);

        var fault = idp.post(USERS, user("BOB@acme.example")).expect(409).json();

        assertEquals("uniqueness", fault.path("scimType").asText());
    }

    @Test
    void theLastOwnerStays() {
        var user = idp.post(USERS, user("ada@acme.example")).expect(201).json();
        assertEquals("owner", role("ada@acme.example"), "whoever is a member keeps the role");

        idp.delete(USERS + "/" + id(user)).expect(409);
        patch(user, "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}")
                .expect(409);

        assertEquals("owner", role("ada@acme.example"));
        assertTrue(idp.get(USERS + "/" + id(user)).json().path("active").asBoolean());
    }

    @Test
    void thePlanHolds() {
        hub.administer("update organizations set plan = 'free'");
        make(BOB);
        make("c@acme.example");

        idp.post(USERS, user("d@acme.example")).expect(409);

        assertEquals(2, found("").path("totalResults").asInt());
    }

    @Test
    void listsArePaged() {
        for (var name : List.of("a", "b", "c")) {
            make(name + "@acme.example");
        }

        var page = idp.get(USERS + "?startIndex=2&count=1").expect(200).json();

        assertEquals(3, page.path("totalResults").asInt());
        assertEquals(1, page.path("itemsPerPage").asInt());
        assertEquals(2, page.path("startIndex").asInt());
        assertEquals("b@acme.example", page.path("Resources").get(0).path("userName").asText());
        assertEquals(0, idp.get(USERS + "?count=0").json().path("Resources").size());
        assertEquals(
                1,
                found("emails[type eq \"work\"].value eq \"c@acme.example\"")
                        .path("totalResults")
                        .asInt());
        assertEquals(3, found("userName sw \"\" and active eq true").path("totalResults").asInt());
        idp.get(USERS + "?filter=" + encoded("userName or 1")).expect(400);
        idp.get(USERS + "?filter=" + encoded("password eq \"x\"")).expect(400);
    }

    @Test
    void aGroupGivesItsPeopleARole() {
        var bob = make(BOB);
        var group = Map.of("displayName", "Ops", "members", List.of(Map.of("value", id(bob))));
        var ops = idp.post(GROUPS, group).expect(201).json();
        assertEquals("viewer", role(BOB), "until somebody says what it gives");

        give(ops, "operator");
        assertEquals("operator", role(BOB));
        members(ops, "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"%s\"}]}", bob);
        assertEquals("operator", role(BOB));

        members(ops, "{\"op\":\"Remove\",\"path\":\"members[value eq \\\"%s\\\"]\"}", bob);
        assertEquals("viewer", role(BOB));

        members(ops, "{\"op\":\"add\",\"value\":{\"members\":[{\"value\":\"%s\"}]}}", bob);
        idp.delete(GROUPS + "/" + id(ops)).expect(204);
        assertEquals("viewer", role(BOB));
        idp.get(GROUPS + "/" + id(ops)).expect(404);
    }

    @Test
    void onlyWhoMayChangeMembersSaysWhatAGroupGives() {
        var ops = idp.post(GROUPS, Map.of("displayName", "Ops")).expect(201).json();
        var path = "/api/v1/orgs/acme/scim-groups/" + id(ops);
        var page = ada.get("/o/acme/settings/scim").expect(200).body();
        assertTrue(page.contains("/scim/v2") && page.contains("Ops"), page);

        ada.put(path, Map.of("role", "owner")).expect(400);
        gil.put(path, Map.of("role", "admin")).expect(404);
        gil.put("/api/v1/orgs/globex/scim-groups/" + id(ops), Map.of("role", "admin")).expect(404);
        ada.submit("/o/acme/settings/scim/" + id(ops) + "/role", Map.of("role", "admin"))
                .expect(303);

        assertEquals("admin", hub.administer("select role from scim_groups").getFirst());
        ada.put(path, Map.of("role", "")).expect(204);
        assertEquals("null", hub.administer("select role from scim_groups").getFirst());
    }

    @Test
    void aGroupNeverMakesOrUnmakesAnOwner() {
        var owner = idp.post(USERS, user("ada@acme.example")).expect(201).json();
        var group = Map.of("displayName", "All", "members", List.of(Map.of("value", id(owner))));
        var all = idp.post(GROUPS, group).expect(201).json();
        give(all, "auditor");

        idp.put(GROUPS + "/" + id(all), group).expect(200);

        assertEquals("owner", role("ada@acme.example"));
    }

    @Test
    void aNeighbourSeesAndTouchesNothing() {
        var bob = make(BOB);
        var ops = idp.post(GROUPS, Map.of("displayName", "Ops")).expect(201).json();

        assertEquals(0, other.get(USERS).json().path("totalResults").asInt());
        assertEquals(0, other.get(GROUPS).json().path("totalResults").asInt());
        for (var path : List.of(USERS + "/" + id(bob), GROUPS + "/" + id(ops))) {
            other.get(path).expect(404);
            other.delete(path).expect(404);
            other.patch(path, "{\"Operations\":[]}").expect(404);
        }
        other.post(GROUPS, Map.of("displayName", "X", "members", List.of(Map.of("value", id(bob)))))
                .expect(400);
        other.post(USERS, user(BOB)).expect(400);
        hub.person(hub.globex(), Role.ANALYST, BOB);
        other.post(USERS, user(BOB)).expect(201);
        assertEquals("viewer", role(BOB));
    }

    @Test
    void onlyAKeyThatMayChangeMembersComesIn() {
        var wanted = Map.of("name", "reader", "scopes", List.of("members:read"));
        var key = ada.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
        var reader = hub.client().bearer(key.path("key").asText());

        reader.get(USERS).expect(200);
        var refused = reader.post(USERS, user(BOB)).expect(403).json();
        assertEquals("403", refused.path("status").asText());
        var stranger = hub.client().bearer("mst_key_nothing").get(USERS).expect(401).json();
        assertEquals("401", stranger.path("status").asText());
        hub.client().get(USERS).expect(401);
        ada.get(USERS).expect(401);
    }

    @Test
    void saysWhatItCanDo() {
        assertTrue(
                idp.get("/scim/v2/ServiceProviderConfig")
                        .json()
                        .path("patch")
                        .path("supported")
                        .asBoolean());
        assertEquals(2, idp.get("/scim/v2/ResourceTypes").json().path("totalResults").asInt());
        assertEquals(2, idp.get("/scim/v2/Schemas").json().path("totalResults").asInt());
    }

    private TestClient provider(TestClient owner, String organization) {
        var wanted = Map.of("name", "SCIM", "scopes", List.of("members:read", "members:write"));
        var made = owner.post("/api/v1/orgs/" + organization + "/api-keys", wanted).expect(201);
        return hub.client().bearer(made.json().path("key").asText());
    }

    private static Map<String, Object> user(String email) {
        return Map.of(
                "schemas",
                List.of(User.SCHEMA),
                "userName",
                email,
                "name",
                Map.of("givenName", "Bob", "familyName", "Smith"),
                "emails",
                List.of(Map.of("value", email, "type", "work", "primary", true)),
                "active",
                true,
                "title",
                "Clerk");
    }

    private JsonNode make(String email) {
        return idp.post(USERS, user(email)).expect(201).json();
    }

    private JsonNode found(String filter) {
        return idp.get(USERS + "?filter=" + encoded(filter)).expect(200).json();
    }

    private TestClient.Answer patch(JsonNode user, String body) {
        return idp.patch(USERS + "/" + id(user), body);
    }

    private void members(JsonNode group, String operation, JsonNode user) {
        idp.patch(
                        GROUPS + "/" + id(group),
                        "{\"Operations\":[" + operation.formatted(id(user)) + "]}")
                .expect(200);
    }

    private void give(JsonNode group, String role) {
        ada.put("/api/v1/orgs/acme/scim-groups/" + id(group), Map.of("role", role)).expect(204);
    }

    private static String id(JsonNode resource) {
        return resource.path("id").asText();
    }

    private String role(String email) {
        var found = ada.get("/api/v1/orgs/acme/members?q=email:" + email).expect(200).json();
        return found.path("items").path(0).path("role").asText();
    }

    private TestClient signedIn() {
        var link = hub.client();
        link.submit("/forgot", Map.of("email", BOB));
        var client = hub.client();
        client.submit(hub.mailedPath(BOB), Map.of("password", "a whole other secret"));
        client.post("/api/v1/sessions", Map.of("email", BOB, "password", "a whole other secret"))
                .expect(200);
        client.csrf(client.get("/api/v1/me").expect(200).json().path("csrf").asText());
        return client;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
