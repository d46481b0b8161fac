package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Logout messages are believed only when they are signed, for us, and new. */
class LogoutsTest {
    private static final String GRACE = "grace@acme.example";

    private final Stage stage = Stage.rsa();
    private final TestLogout idp =
            new TestLogout(stage.scene(), stage.trust().service().logout(), Stage.NOW);
    private final String issuer = stage.scene().idp().entityId();

    @Test
    void aRightlySignedRequestIsBelieved() {
        var request = idp.request(issuer, GRACE, "");

        for (var logout :
                List.of(
                        redirected(idp.query("SAMLRequest", request, "state")),
                        redirected(idp.query("SAMLRequest", request, "")),
                        redirected("x=y&" + idp.query("SAMLRequest", request, "")),
                        posted(idp.form(request), true))) {
            var asked = assertInstanceOf(Logout.Asked.class, logout, logout + "");
            assertEquals("_lo1", asked.id());
            assertEquals(GRACE, asked.nameId().value());
            assertEquals(List.of("_s1"), asked.sessionIndexes());
        }
    }

    @Test
    void aRightlySignedAnswerIsBelieved() {
        var whole = idp.response("_out", "Success");
        var partial = idp.response("_out", "PartialLogout");

        assertEquals(
                true,
                assertInstanceOf(
                                Logout.Answered.class,
                                redirected(idp.query("SAMLResponse", whole, "")))
                        .complete());
        assertFalse(
                assertInstanceOf(Logout.Answered.class, posted(idp.form(partial), false))
                        .complete());
    }

    @Test
    void whatIsNotSignedByThisIdentityProviderIsRefused() {
        var request = idp.request(issuer, GRACE, "");
        var stranger = TestIdp.rsa(issuer, Stage.NOW).keys().getPrivate();
        var unsigned = idp.unsigned("SAMLRequest", request, "state");
        var signed = idp.query("SAMLRequest", request, "state");

        refused(Reason.UNSIGNED, redirected(unsigned));
        refused(Reason.SIGNATURE_INVALID, redirected(TestLogout.signed(unsigned, stranger)));
        refused(Reason.UNSIGNED, posted(Sealing.base64(request), true));
        refused(Reason.SIGNATURE_INVALID, redirected(signed.replace("=state", "=other")));
        refused(Reason.SIGNATURE_INVALID, redirected(signed.replace("&RelayState=state", "")));
        refused(Reason.ALGORITHM_REFUSED, redirected(signed.replace("sha256", "sha1")));
        refused(Reason.ALGORITHM_REFUSED, redirected(signed.replace("rsa-sha256", "hmac-sha256")));
        refused(Reason.KEY_MISFIT, redirected(signed.replace("rsa-sha256", "ecdsa-sha256")));
    }

    @Test
    void aQueryThatCouldBeReadInTwoWaysIsRefused() {
        var signed = idp.query("SAMLRequest", idp.request(issuer, GRACE, ""), "state");

        for (var query :
                List.of(
                        signed + "&SAMLRequest=x",
                        "SAMLRequest=x&" + signed,
                        signed + "&SAMLResponse=x",
                        signed + "&%53AMLRequest=x",
                        signed + "&Relay%53tate=x",
                        signed + "&Signature=x",
                        signed + "&SigAlg=x",
                        signed + "&SAMLEncoding=x",
                        "")) {
            refused(Reason.UNEXPECTED_SHAPE, redirected(query));
        }
    }

    @Test
    void aRequestForOthersOrOfAnotherTimeIsRefused() {
        var other = new TestLogout(stage.scene(), "https://evil.example/", Stage.NOW);
        var old =
                new TestLogout(
                        stage.scene(), idp.destination(), Stage.NOW.minus(Duration.ofMinutes(14)));
        var early =
                new TestLogout(
                        stage.scene(), idp.destination(), Stage.NOW.plus(Duration.ofMinutes(4)));
        var over = "NotOnOrAfter=\"" + Stage.NOW.minus(Duration.ofMinutes(4)) + "\"";

        for (var wrong :
                Map.of(
                                other.request(issuer, GRACE, ""), Reason.DESTINATION_MISMATCH,
                                old.request(issuer, GRACE, ""), Reason.EXPIRED,
                                early.request(issuer, GRACE, ""), Reason.NOT_YET_VALID,
                                idp.request(issuer, GRACE, over), Reason.EXPIRED,
                                idp.request("https://evil.example", GRACE, ""),
                                        Reason.ISSUER_MISMATCH,
                                idp.request(issuer, "", ""), Reason.NAME_ID_MISSING,
                                idp.request(issuer, "a b", ""), Reason.NAME_ID_MALFORMED,
                                idp.request(issuer, "a<!-- -->b", ""), Reason.FORBIDDEN_XML)
                        .entrySet()) {
            refused(wrong.getValue(), redirected(idp.query("SAMLRequest", wrong.getKey(), "")));
            refused(wrong.getValue(), posted(idp.form(wrong.getKey()), true));
        }
        refused(
                Reason.NOT_ASKED_FOR,
                redirected(idp.query("SAMLResponse", idp.response("_other", "Success"), "")));
    }

    @Test
    void aBombIsRefused() {
        var bomb = idp.request(issuer, GRACE, " ".repeat(5_000_000));

        refused(Reason.TOO_LARGE, redirected(idp.query("SAMLRequest", bomb, "")));
        refused(Reason.TOO_LARGE, redirected("x".repeat(40_000)));
    }

    @Test
    void aMessageOfOursIsUnderstoodByWhoeverKnowsOurKey() {
        var random = new SecureRandom();
        var nameId = new NameId(GRACE, NameId.EMAIL, "", "");
        var request =
                LogoutMessage.request(
                                stage.trust(), nameId, Optional.of("_s1"), "r", random, Stage.NOW)
                        .orElseThrow();
        var answer =
                LogoutMessage.answer(stage.trust(), "_lo1", true, "", random, Stage.NOW)
                        .orElseThrow();

        var there = mirror();
        var asked =
                Logouts.redirected(request.location().getRawQuery(), there, Set.of(), Stage.NOW);
        var answered =
                Logouts.redirected(
                        answer.location().getRawQuery(), there, Set.of("_lo1"), Stage.NOW);

        // All holds but the place, which is the identity provider's and not one of ours.
        refused(Reason.DESTINATION_MISMATCH, asked);
        refused(Reason.DESTINATION_MISMATCH, answered);
        assertEquals(1, asked.checks().stream().filter(check -> !check.holds()).count());
        assertEquals(1, answered.checks().stream().filter(check -> !check.holds()).count());
    }

    /** The connection as the identity provider sees it. */
    private Trust mirror() {
        var service = stage.trust().service();
        var us =
                new IdentityProvider(
                        service.entityId(),
                        "Muster",
                        List.of(service.signing().certificate()),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        true);
        return new Trust(us, service, false);
    }

    private Logout redirected(String query) {
        return Logouts.redirected(query, stage.trust(), Set.of("_out"), Stage.NOW);
    }

    private Logout posted(String form, boolean isRequest) {
        return Logouts.posted(form, isRequest, stage.trust(), Set.of("_out"), Stage.NOW);
    }

    private static void refused(Reason reason, Logout logout) {
        assertEquals(
                reason,
                assertInstanceOf(Logout.Refused.class, logout, logout + "").reason(),
                logout + "");
    }
}
