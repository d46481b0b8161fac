package muster.organizations;

import static muster.organizations.Founders.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The letter after a sign-up: what it says, and what its link does. */
class ConfirmationTest {
    private final Founders founders = new Founders();
    private final ClockedHub hub = founders.hub;

    @AfterEach
    void close() {
        founders.close();
    }

    @Test
    void aStrangersWordsAreNotMailedToAnybody() {
        founders.signUp(
                        "Win at https://evil.example",
                        ADA,
                        "Call 0900 evil.example now",
                        ClockedHub.PASSWORD)
                .expect(201);

        var letter = hub.letter(ADA);

        assertFalse((letter.subject() + letter.text()).contains("evil"), letter.text());
        assertEquals(1, letter.links().size());
        var page = hub.client().get(hub.mailedPath(ADA)).expect(200).body();
        assertTrue(page.contains("“Call 0900 evil.example now”"), page);
    }

    @Test
    void theLinkShowsAButtonAndOnlyTheButtonConfirms() {
        founders.signUp(ADA, "Initech");
        var path = hub.mailedPath(ADA);

        assertTrue(hub.client().get(path).expect(200).body().contains("<button"));
        founders.signIn(ADA).expect(401);
        assertTrue(
                hub.client().submit(path, Map.of()).expect(303).location().startsWith("/login?"));
        founders.signIn(ADA).expect(200);
    }

    @Test
    void theSameLinkTwiceDoesTheSameOnce() throws Exception {
        founders.signUp(ADA, "Initech");
        var path = hub.mailedPath(ADA);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> press = () -> founders.open(path).status();
            var answers = threads.invokeAll(Collections.nCopies(6, press));
            for (var answer : answers) {
                assertEquals(204, answer.get());
            }
        }

        var ada = founders.signedIn(ADA);
        assertEquals(1, ada.get("/api/v1/me").json().path("organizations").size());
        var audit = ada.get("/api/v1/orgs/initech/audit").expect(200).body();
        assertEquals(1, audit.split("organization.confirmed", -1).length - 1);
    }

    @Test
    void anotherLetterIsMailedWhileTheSignUpWaits() {
        var sent = founders.submit(Map.of()).expect(303).location();
        var first = hub.mailedPath(ADA);
        var page = hub.client().get(sent).expect(200).body();
        assertTrue(page.contains("action=\"/verify\""), page);

        var again = hub.client().submit("/verify", Map.of("organization", organization(sent)));

        hub.client().get(again.expect(303).location()).expect(200);
        assertEquals(2, hub.letters(ADA));
        founders.open(first).expect(204);
        founders.confirm(ADA).expect(204);
        var ada = founders.signedIn(ADA);
        assertEquals(1, ada.get("/api/v1/me").json().path("organizations").size());
    }

    @Test
    void whoIsRemovedDoesNotComeBackByAnotherLetter() {
        var sent = founders.submit(Map.of()).expect(303).location();
        var first = hub.mailedPath(ADA);
        remind(organization(sent)).expect(204);
        founders.open(first).expect(204);
        var organization = new Tenant(UUID.fromString(organization(sent)));
        var bob = hub.member(organization, Role.OWNER, "bob@initech.example");
        var path = "/api/v1/orgs/initech/members";
        var ada = bob.get(path).json().path("items").get(0).path("id").asText();
        bob.delete(path + "/" + ada).expect(204);

        founders.confirm(ADA).expect(204);

        assertEquals(1, bob.get(path).json().path("items").size());
    }

    @Test
    void noLetterFollowsWhereNothingWaitsAndTheAnswerIsTheSame() {
        var sent = founders.submit(Map.of()).expect(303).location();
        founders.confirm(ADA).expect(204);

        remind(organization(sent)).expect(204);
        remind(UUID.randomUUID().toString()).expect(204);
        remind("no id").expect(400);

        assertEquals(1, hub.letters(ADA));
    }

    @Test
    void lettersAreNotSentWithoutEnd() {
        var organization = organization(founders.submit(Map.of()).expect(303).location());
        for (int i = 0; i < 14; i++) {
            remind(organization).expect(204);
        }
        assertEquals(10, hub.letters(ADA));

        var one = hub.client("203.0.113.9");
        for (int i = 0; i < 20; i++) {
            one.post("/api/v1/verify", Map.of("organization", organization)).expect(204);
        }
        one.post("/api/v1/verify", Map.of("organization", organization)).expect(429);
    }

    @Test
    void aLinkThatIsNoneOrTooOldLeadsNowhere() {
        hub.client().post("/api/v1/verify/none-of-ours", Map.of()).expect(404);
        hub.client().get("/verify/none-of-ours").expect(404);
        founders.signUp(ADA, "Initech");
        hub.clock.pass(Duration.ofDays(8));
        founders.confirm(ADA).expect(404);
    }

    private TestClient.Answer remind(String organization) {
        return hub.client().post("/api/v1/verify", Map.of("organization", organization));
    }

    private static String organization(String sent) {
        return sent.substring(sent.indexOf('=') + 1);
    }
}
