package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import muster.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What strangers try around an honest sign-in: twice, in another browser, to another place. */
@Tag("slow")
class DefencesTest {
    private static final int ROUNDS = 10;
    private static final String EVIL = "https://evil.example/";

    private final ConnectedAcme acme = new ConnectedAcme();

    @AfterEach
    void close() {
        acme.close();
    }

    @Test
    void ofTwoAnswersToOneRequestAtOnceOneSignsIn() {
        for (var i = 0; i < ROUNDS; i++) {
            var grace = acme.hub.client();
            var request = acme.request(grace, "");
            var one = acme.response(acme.idp, request, named("_one" + i));
            var two = acme.response(acme.idp, request, named("_two" + i));

            assertEquals(List.of(303, 403), atOnce(grace, one, two));
        }
        assertEquals(ROUNDS, count("sessions where authentication = 'saml'"));
    }

    @Test
    void ofOneAssertionTwiceAtOnceOneSignsIn() {
        acme.put(Map.of("allow_idp_initiated", true));
        for (var i = 0; i < ROUNDS; i++) {
            var response = acme.response(acme.idp, "", named("_a" + i));

            assertEquals(List.of(303, 403), atOnce(acme.hub.client(), response, response));
        }
        assertEquals(ROUNDS, count("sessions where authentication = 'saml'"));
    }

    @Test
    void nobodyIsSignedInAsTheStrangerWhoseAnswerTheyBring() {
        var eve = acme.hub.client();
        var request = acme.request(eve, "");
        var response = acme.response(acme.idp, request, draft -> draft);
        var grace = acme.hub.client();
        acme.request(grace, "");

        acme.refused(acme.bring(grace, response), "not-asked-for");

        grace.get("/api/v1/me").expect(401);
        assertEquals(303, acme.bring(eve, response).status());
    }

    @Test
    void aRelayStateLeadsNowhere() {
        acme.put(Map.of("allow_idp_initiated", true));
        for (var place :
                List.of(EVIL, "//evil.example", "/\\evil.example", "javascript:alert(1)")) {
            var grace = acme.hub.client();
            var asked = acme.request(grace, "/o/acme/devices");
            var answer = acme.response(acme.idp, asked, named("_asked" + place.hashCode()));
            var unasked = acme.response(acme.idp, "", named("_unasked" + place.hashCode()));

            assertEquals("/o/acme/devices", relayed(grace, answer, place).location());
            assertEquals("/o/acme", relayed(grace, unasked, place).location());
        }
    }

    @Test
    void aSessionThatWasThereBeforeIsNobodys() {
        var planted = "muster=planted-by-eve";
        var grace = acme.hub.client().with("Cookie", planted);
        acme.arrive(grace, acme.request(grace, ""), named("_a")).expect(303);
        var first = session(grace);
        acme.arrive(grace, acme.request(grace, ""), named("_b")).expect(303);

        assertNotEquals(planted, first);
        assertNotEquals(first, session(grace));
        acme.hub.client().with("Cookie", planted).get("/api/v1/me").expect(401);
        grace.get("/api/v1/me").expect(200);
    }

    @Test
    void whatIsOverIsForgottenAndNothingBefore() {
        acme.put(Map.of("allow_idp_initiated", true));
        var grace = acme.hub.client();
        acme.request(grace, "");
        acme.arrive(grace, acme.request(grace, ""), named("_a")).expect(303);
        var response = acme.response(acme.idp, "", named("_b"));
        acme.bring(grace, response).expect(303);

        acme.hub.singleSignOnUpkeep().run();

        acme.refused(acme.bring(grace, response), "replayed");
        assertEquals(List.of(1L, 2L, 3L, 2L), kept());
        acme.hub.clock.pass(Attempts.KEPT);
        acme.hub.administer("delete from sessions returning id");
        acme.hub.singleSignOnUpkeep().run();
        assertEquals(List.of(0L, 0L, 0L, 0L), kept());
    }

    private List<Long> kept() {
        return Stream.of("saml_requests", "saml_used", "saml_attempts", "saml_sessions")
                .map(this::count)
                .toList();
    }

    private long count(String rows) {
        return Long.parseLong(acme.hub.administer("select count(*) from " + rows).getFirst());
    }

    private static UnaryOperator<Draft> named(String id) {
        return draft -> draft.set("assertion-id", id);
    }

    private TestClient.Answer relayed(TestClient browser, String response, String place) {
        return browser.submit(
                        acme.path() + "/acs", Map.of("SAMLResponse", response, "RelayState", place))
                .expect(303);
    }

    private static String session(TestClient browser) {
        var cookie =
                Stream.of(browser.header("Cookie").split("; ", -1))
                        .filter(one -> one.startsWith("muster="))
                        .toList();
        assertFalse(cookie.isEmpty());
        return cookie.getFirst();
    }

    /** Both are brought with the cookie of this browser; gives their statuses in order. */
    private List<Integer> atOnce(TestClient browser, String one, String two) {
        var cookie = browser.header("Cookie");
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both =
                    threads.invokeAll(
                            Stream.of(one, two)
                                    .<Callable<Integer>>map(response ->
                                            () ->
                                                    acme.bring(
                                                                    acme.hub
                                                                            .client()
                                                                            .with("Cookie", cookie),
                                                                    response)
                                                            .status())
                                    .toList());
            return Stream.of(both.getFirst().get(), both.getLast().get()).sorted().toList();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
