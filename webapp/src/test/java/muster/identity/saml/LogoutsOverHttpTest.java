package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import muster.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing out at both sides: by form, and the identity provider's answer to ours. */
@Tag("slow")
class LogoutsOverHttpTest {
    private static final Pattern ASKED =
            Pattern.compile("(https://idp\\.example/slo\\?SAMLRequest=[^\"]+)\"");

    private final ConnectedAcme acme = new ConnectedAcme();
    private final TestClient grace = acme.hub.client();
    private final TestLogout idp = said();

    @BeforeEach
    void graceSignsIn() {
        signsIn("_first");
    }

    @AfterEach
    void close() {
        acme.close();
    }

    @Test
    void aRequestByFormEndsTheSession() {
        var honest = idp.request(acme.idp.entityId(), Draft.PERSON, "");
        var browser = acme.hub.client();

        acme.refused(posted(browser, "SAMLRequest", Sealing.base64(honest)), "unsigned");
        acme.refused(posted(browser, "SAMLResponse", idp.form(honest)), "unexpected-shape");
        grace.get("/api/v1/me").expect(200);
        var answer = posted(browser, "SAMLRequest", idp.form(honest)).expect(303);

        assertTrue(answer.location().startsWith("https://idp.example/slo?SAMLResponse="));
        assertTrue(answer.location().contains("RelayState=state"), answer.location());
        grace.get("/api/v1/me").expect(401);
    }

    @Test
    void theAnswerToOurLogoutIsTakenOnceFromTheBrowserThatAsked() {
        var response = idp.response(asked(), "Success");
        var query = idp.query("SAMLResponse", response, "");
        var forged = query.substring(0, query.length() - 8) + "AAAAAA%3D";

        acme.refused(back(acme.hub.client(), query), "not-asked-for");
        acme.refused(back(grace, forged), "signature-invalid");
        var page = back(grace, query).expect(200);

        assertTrue(page.body().contains("signed out"), page.body());
        acme.refused(back(grace, query), "not-asked-for");
        grace.get("/api/v1/me").expect(401);
    }

    @Test
    void anAnswerByFormIsTakenToo() {
        var response = idp.response(asked(), "Success");

        acme.refused(posted(grace, "SAMLResponse", Sealing.base64(response)), "unsigned");
        posted(grace, "SAMLResponse", idp.form(response)).expect(200);

        acme.refused(posted(grace, "SAMLResponse", idp.form(response)), "not-asked-for");
    }

    @Test
    void anIdentityProviderThatCouldNotSaysSo() {
        var complete =
                back(grace, idp.query("SAMLResponse", idp.response(asked(), "Success"), ""))
                        .expect(200)
                        .body();
        signsIn("_again");
        var partial =
                back(grace, idp.query("SAMLResponse", idp.response(asked(), "Responder"), ""))
                        .expect(200)
                        .body();

        assertNotEquals(complete, partial);
        grace.get("/api/v1/me").expect(401);
    }

    private void signsIn(String assertion) {
        acme.arrive(grace, acme.request(grace, ""), draft -> draft.set("assertion-id", assertion))
                .expect(303);
        grace.csrf(grace.get("/api/v1/me").json().path("csrf").asText());
    }

    /** Grace signs out here; gives the id of what she is sent away with. */
    private String asked() {
        var onward = grace.submit("/logout", Map.of()).expect(303).location();
        var page = grace.get(onward).expect(200).body();
        var found = ASKED.matcher(page);
        assertTrue(found.find(), page);
        return ConnectedAcme.id(found.group(1).replace("&amp;", "&"), "SAMLRequest");
    }

    private TestClient.Answer back(TestClient browser, String query) {
        return browser.get(acme.path() + "/logout?" + query);
    }

    private TestClient.Answer posted(TestClient browser, String field, String message) {
        return browser.submit(
                acme.path() + "/logout", Map.of(field, message, "RelayState", "state"));
    }

    private TestLogout said() {
        return new TestLogout(
                acme.scene(acme.idp, ""), acme.base() + "/logout", acme.hub.clock.instant());
    }
}
