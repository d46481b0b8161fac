package muster.e2e.idp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import muster.e2e.Api;
import muster.e2e.Browser;
import muster.e2e.Eventually;
import muster.e2e.Person;
import muster.e2e.RunningHub;
import muster.e2e.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator connects a real Keycloak, and colleagues sign in through it. */
@Tag("browser")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SamlTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOMAIN = "corp.example";
    private static final String IN_KEYCLOAK = "muster";

    /** Keycloak's "Group list". */
    private static final Map<String, Object> GROUPS =
            Map.of(
                    "name",
                    "groups",
                    "protocol",
                    "saml",
                    "protocolMapper",
                    "saml-group-membership-mapper",
                    "config",
                    Map.of(
                            "attribute.name", "groups",
                            "attribute.nameformat", "Basic",
                            "single", "true",
                            "full.path", "false"));

    private static Txt names;
    private static Keycloak keycloak;
    private static RunningHub hub;
    private static Browser browser;
    private static Person.Founded acme;
    private static JsonNode connection;
    private static String client;

    @BeforeAll
    static void connect() {
        assumeTrue(KeycloakFolder.isThere(), "no Keycloak: the build has not fetched it");
        names = Txt.start();
        keycloak = Keycloak.start();
        hub = RunningHub.start(Map.of("MUSTER_DNS_SERVER", names.address()));
        browser = Browser.start();
        acme = Person.ADA.signUp(hub);
        Person.ADA.confirm(hub);
        verifyDomain();
        var wanted =
                Map.of(
                        "metadata_url",
                        keycloak.samlMetadata().toString(),
                        "allow_idp_initiated",
                        true,
                        "jit",
                        true,
                        "default_role",
                        "viewer");
        connection = acme.api().put(acme.path("/saml"), wanted).expect(200).json();
        client = makeClient();
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {browser, hub, keycloak, names}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void aColleagueSignsInAndBecomesAMember() {
        try (var grace = browser.visitor(hub)) {
            grace.page().navigate(connection.path("login_url").asText());
            signIn(grace, "grace", Keycloak.GRACE_PASSWORD);

            var me = me(grace);
            assertEquals("grace@corp.example", me.path("email").asText());
            assertEquals("saml", me.path("authentication").asText());
            assertEquals("viewer", me.at("/organizations/0/role").asText());
        }
    }

    @Test
    void aDeepLinkLeadsWhereItSaid() {
        try (var grace = browser.visitor(hub)) {
            var wanted = "/o/" + acme.slug() + "/devices";
            grace.page().navigate(connection.path("login_url").asText() + "?next=" + wanted);
            signIn(grace, "grace", Keycloak.GRACE_PASSWORD);

            grace.page().waitForURL("**" + wanted);
        }
    }

    @Test
    void whoIsInAGroupHasItsRole() {
        var groups = acme.path("/saml/" + connection.path("connection_id").asText() + "/groups");
        var helpdesk = List.of(Map.of("group", "helpdesk", "role", "operator"));
        acme.api().put(groups, Map.of("groups", helpdesk)).expect(200);
        try (var linus = browser.visitor(hub)) {
            linus.page().navigate(connection.path("login_url").asText());
            signIn(linus, "linus", Keycloak.LINUS_PASSWORD);

            assertEquals("operator", me(linus).at("/organizations/0/role").asText());
        } finally {
            acme.api().put(groups, Map.of("groups", List.of())).expect(200);
        }
    }

    @Test
    void anEncryptedAssertionIsRead() {
        change(Map.of("saml.encrypt", "true"));
        try (var linus = browser.visitor(hub)) {
            linus.page().navigate(connection.path("login_url").asText());
            signIn(linus, "linus", Keycloak.LINUS_PASSWORD);

            assertEquals("linus@corp.example", me(linus).path("email").asText());
        } finally {
            change(Map.of("saml.encrypt", "false"));
        }
    }

    @Test
    void aSignInMayBeginAtTheIdentityProvider() {
        try (var grace = browser.visitor(hub)) {
            grace.page().navigate(keycloak.realm() + "/protocol/saml/clients/" + IN_KEYCLOAK);
            signIn(grace, "grace", Keycloak.GRACE_PASSWORD);

            assertEquals("grace@corp.example", me(grace).path("email").asText());
        }
    }

    @Test
    void aNewKeyOfTheIdentityProviderIsLearnt() {
        var made =
                Map.of(
                        "name", "rotated",
                        "providerId", "rsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "config", Map.of("priority", List.of("200"), "keySize", List.of("2048")));
        keycloak.post("/components", made);
        try (var grace = browser.visitor(hub)) {
            grace.page().navigate(connection.path("login_url").asText());
            signIn(grace, "grace", Keycloak.GRACE_PASSWORD);

            assertEquals("grace@corp.example", me(grace).path("email").asText());
        }
    }

    @Test
    void whoLogsOutHereIsLoggedOutThere() {
        try (var grace = browser.visitor(hub)) {
            grace.page().navigate(connection.path("login_url").asText());
            signIn(grace, "grace", Keycloak.GRACE_PASSWORD);

            grace.page().locator("details.account > summary").click();
            grace.page().locator("form[action='/logout'] button").click();
            grace.page().waitForURL(hub.url() + "/saml/*/logout**");

            grace.page().navigate(connection.path("login_url").asText());
            grace.page().locator("#username").waitFor();
        }
    }

    @Test
    void whoLogsOutThereIsLoggedOutHere() {
        try (var grace = browser.visitor(hub)) {
            grace.page().navigate(connection.path("login_url").asText());
            signIn(grace, "grace", Keycloak.GRACE_PASSWORD);

            grace.page().navigate(keycloak.realm() + "/protocol/openid-connect/logout");
            grace.page().locator("#kc-logout").click();

            Eventually.holds(
                    "the session has ended",
                    Duration.ofSeconds(30),
                    () -> asked(grace).status() == 401);
        }
    }

    private static void verifyDomain() {
        var domain =
                acme.api().post(acme.path("/domains"), Map.of("domain", DOMAIN)).expect(201).json();
        names.publish(DOMAIN, domain.path("txt").asText());
        acme.api()
                .post(
                        acme.path("/domains/" + domain.path("id").asText() + "/verification"),
                        Map.of())
                .expect(204);
    }

    /** As the documentation says it: import our metadata, choose e-mail as name id. */
    private static String makeClient() {
        var metadata =
                Api.of(hub).get(path(connection.path("metadata_url").asText())).expect(200).text();
        var described = (ObjectNode) keycloak.describedBy(metadata);
        var attributes = (ObjectNode) described.path("attributes");
        attributes.put("saml_name_id_format", "email");
        attributes.put("saml_force_name_id_format", "true");
        attributes.put("saml.encrypt", "false");
        attributes.put("saml_idp_initiated_sso_url_name", IN_KEYCLOAK);
        described.set("protocolMappers", JSON.valueToTree(List.of(GROUPS)));
        keycloak.post("/clients", map(described));
        var id = described.path("clientId").asText();
        for (var one : keycloak.get("/clients")) {
            if (one.path("clientId").asText().equals(id)) {
                return one.path("id").asText();
            }
        }
        throw new AssertionError("Keycloak has no client " + id);
    }

    private static void change(Map<String, String> attributes) {
        var present = (ObjectNode) keycloak.get("/clients/" + client);
        attributes.forEach(((ObjectNode) present.path("attributes"))::put);
        keycloak.put("/clients/" + client, map(present));
    }

    private static void signIn(Visitor visitor, String name, String password) {
        Page page = visitor.page();
        page.locator("#username").fill(name);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        page.waitForURL(url -> url.startsWith(hub.url().toString()));
        if (page.url().endsWith("/acs")) {
            throw new AssertionError(acme.api().get(acme.path("/saml/attempts")).text());
        }
    }

    private static JsonNode me(Visitor visitor) {
        var answer = asked(visitor);
        assertEquals(200, answer.status(), answer.text());
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static APIResponse asked(Visitor visitor) {
        return visitor.page().request().get(hub.url("/api/v1/me").toString());
    }

    private static String path(String url) {
        return url.substring(hub.url().toString().length());
    }

    private static Map<?, ?> map(JsonNode node) {
        return JSON.convertValue(node, Map.class);
    }
}
