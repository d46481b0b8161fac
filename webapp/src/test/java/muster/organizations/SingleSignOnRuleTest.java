package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An organization lets nobody in but by single sign-on, with two owners for the day it is broken.
 */
@Tag("slow")
class SingleSignOnRuleTest {
    private static final String RULES = "/api/v1/orgs/acme/sign-in-rules";
    private static final String ADA = "ada@acme.example";
    private static final String BEN = "ben@acme.example";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, ADA);

    @BeforeEach
    void benIsAnOwnerToo() {
        hub.person(hub.acme(), Role.OWNER, BEN);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void nobodyWantsOfOthersWhatTheyHaveNotDone() {
        passkey(ADA);
        passkey(BEN);

        assertTrue(refusal(wanted(ADA, BEN)).contains("Come by single sign-on yourself"));

        come();
        var rules = ada.put(RULES, wanted(ADA, BEN)).expect(200).json();
        assertTrue(rules.path("single_sign_on").asBoolean());
        assertEquals("true", rule());
        assertEquals(
                "wanted, for the day that it is broken: ada@acme.example, ben@acme.example",
                hub.administer(
                                "select after from audit_entries where verb = 'single-sign-on.changed'")
                        .getFirst());
    }

    @Test
    void twoOwnersWithAPasskeyAreNamedForTheDayThatItIsBroken() {
        come();
        passkey(ADA);

        assertTrue(refusal(wanted(ADA)).contains("two owners"));
        assertTrue(refusal(wanted(ADA, ADA)).contains("two owners"));
        assertTrue(refusal(wanted(ADA, BEN)).contains("an owner with a passkey"));
        hub.person(hub.acme(), Role.ADMIN, "abe@acme.example");
        passkey("abe@acme.example");
        assertTrue(refusal(wanted(ADA, "abe@acme.example")).contains("an owner with a passkey"));
        hub.person(hub.globex(), Role.OWNER, "gil@globex.example");
        passkey("gil@globex.example");
        assertTrue(refusal(wanted(ADA, "gil@globex.example")).contains("an owner with a passkey"));

        assertEquals("false", rule());
        passkey(BEN);
        ada.put(RULES, wanted(ADA, BEN)).expect(200);
        ada.put(RULES, Map.of("break_glass", List.of(id(ADA)))).expect(403);
    }

    @Test
    void onlyAnOwnerInPersonWantsIt() {
        come();
        passkey(ADA);
        passkey(BEN);
        var abe = hub.member(hub.acme(), Role.ADMIN, "abe@acme.example");
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

        abe.put(RULES, wanted(ADA, BEN)).expect(403);
        gil.put(RULES, wanted(ADA, BEN)).expect(404);
        hub.administer(
                "insert into saml_connections (org_id, idp_initiated, jit, default_role, made_at) values ('%s', false, false, 'viewer', now())"
                        .formatted(hub.globex().id()));
        var elsewhere = Map.of("single_sign_on", true, "break_glass", List.of(id(ADA), id(BEN)));
        gil.put("/api/v1/orgs/globex/sign-in-rules", elsewhere).expect(409);

        assertEquals("false", rule());
        assertFalse(abe.get("/o/acme/settings/sign-in").body().contains("gil@globex.example"));
    }

    @Test
    void whoIsNamedIsNeeded() {
        switchOn();
        var carl = hub.member(hub.acme(), Role.OWNER, "carl@acme.example");
        hub.administer(
                "update sessions set authentication = 'saml', bound_org_id = '%s'"
                        .formatted(hub.acme().id()));

        var members = "/api/v1/orgs/acme/members/";
        carl.put(members + id(BEN), Map.of("role", "admin")).expect(409);
        carl.delete(members + id(BEN)).expect(409);
        assertTrue(
                carl.submit("/o/acme/settings/members/" + id(BEN) + "/removal", Map.of())
                        .expect(303)
                        .location()
                        .endsWith("?after=break-glass"));
        assertEquals("owner", role(BEN));

        carl.put(RULES, Map.of("single_sign_on", false)).expect(200);
        carl.put(members + id(BEN), Map.of("role", "admin")).expect(204);
        assertEquals(
                List.of("f"),
                hub.administer(
                        "select break_glass from memberships where person_id = '%s'"
                                .formatted(id(BEN))));
    }

    @Test
    void whoIsNamedKeepsTheLastPasskey() {
        switchOn();
        hub.administer("update sessions set authentication = 'passkey', second_factor = true");
        var path =
                "/account/security/passkeys/"
                        + hub.administer(
                                        "select id from passkeys where person_id = '%s'"
                                                .formatted(id(ADA)))
                                .getFirst()
                        + "/removal";
        hub.administer(
                "insert into totp_keys (person_id, sealed, made_at, confirmed_at) values ('%s', '', now(), now())"
                        .formatted(id(ADA)));

        assertEquals(
                "/account/security?after=break-glass",
                ada.submit(path, Map.of()).expect(303).location());

        hub.administer("update sign_in_rules set single_sign_on = false");
        assertEquals(
                "/account/security?after=removed",
                ada.submit(path, Map.of()).expect(303).location());
    }

    @Test
    void thePageDoesTheSame() {
        passkey(ADA);
        passkey(BEN);
        var path = "/o/acme/settings/sign-in";
        assertTrue(ada.get(path).expect(200).body().contains("Come by single sign-on yourself"));
        come();
        assertFalse(ada.get(path).expect(200).body().contains("Come by single sign-on yourself"));

        ada.submit(path + "/single-sign-on", Map.of("single_sign_on", "true")).expect(409);
        ada.put(RULES, wanted(ADA, BEN)).expect(200);
        hub.administer("update sessions set authentication = 'passkey'");
        var page = ada.get(path).expect(200).body();
        assertTrue(page.matches("(?s).*value=\"%s\"[^>]*checked.*".formatted(id(BEN))), page);
        ada.submit(path + "/single-sign-on", Map.of("single_sign_on", "false")).expect(303);

        assertEquals("false", rule());
    }

    private void switchOn() {
        come();
        passkey(ADA);
        passkey(BEN);
        ada.put(RULES, wanted(ADA, BEN)).expect(200);
    }

    private String refusal(Map<String, Object> wanted) {
        return ada.put(RULES, wanted).expect(409).json().path("detail").asText();
    }

    private Map<String, Object> wanted(String... named) {
        return Map.of(
                "single_sign_on",
                true,
                "break_glass",
                List.of(named).stream().map(this::id).toList());
    }

    /** As if Ada had signed in through an identity provider of Acme's. */
    private void come() {
        hub.administer(
                "insert into saml_connections (org_id, idp_initiated, jit, default_role, made_at) values ('%s', false, false, 'viewer', now())"
                        .formatted(hub.acme().id()));
        hub.administer(
                "insert into saml_members (org_id, person_id, connection_id, groups, synced, seen_at) select org_id, '%s', id, '{}', false, now() from saml_connections where org_id = '%s'"
                        .formatted(id(ADA), hub.acme().id()));
    }

    private void passkey(String email) {
        hub.administer(
                "insert into passkeys (person_id, credential_id, credential, counter, transports, backup_eligible, backed_up, name, made_at) select id, email, '', 0, '{}', false, false, 'Laptop', now() from people where email = '%s'"
                        .formatted(email));
    }

    private String rule() {
        return hub.administer(
                        "select coalesce(bool_or(single_sign_on), false)::text from sign_in_rules")
                .getFirst();
    }

    private String id(String email) {
        return hub.administer("select id from people where email = '%s'".formatted(email))
                .getFirst();
    }

    private String role(String email) {
        return hub.administer(
                        "select role from memberships where person_id = '%s'".formatted(id(email)))
                .getFirst();
    }
}
