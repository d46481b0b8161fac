package muster.organizations;

import static muster.organizations.Founders.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.ClockedHub;
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
    void aLinkThatIsNoneOrTooOldLeadsNowhere() {
        hub.client().post("/api/v1/verify/none-of-ours", Map.of()).expect(404);
        hub.client().get("/verify/none-of-ours").expect(404);
        founders.signUp(ADA, "Initech");
        hub.clock.pass(Duration.ofDays(8));
        founders.confirm(ADA).expect(404);
    }
}
