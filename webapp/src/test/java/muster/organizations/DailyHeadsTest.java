package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.identity.Outbox;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The head of the record that owners get, and what it is good for. */
class DailyHeadsTest {
    private static final String ADA = "ada@acme.example";
    private static final String SUBJECT = "Audit record";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, ADA);
    private final TestClient gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

    @BeforeEach
    void anAdmin() {
        hub.member(hub.acme(), Role.ADMIN, "bob@acme.example");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void ownersGetTheHeadOfTheDayBeforeOnce() {
        hub.dailyHeads().run();
        assertEquals(0, heads(ADA), "the day is not over");

        hub.clock.pass(Duration.ofHours(17));
        signIn(ADA);
        hub.dailyHeads().run();
        hub.dailyHeads().run();

        assertEquals(1, heads(ADA));
        assertEquals(0, heads("bob@acme.example"), "no owner");
        var letter = letter(ADA);
        assertTrue(letter.text().contains("\n2:"), "before this day's sign-in: " + letter.text());
    }

    @Test
    void aDayWithoutAnEntryBringsNoLetter() {
        hub.clock.pass(Duration.ofDays(1));
        hub.dailyHeads().run();
        hub.clock.pass(Duration.ofDays(1));
        hub.dailyHeads().run();

        assertEquals(1, heads(ADA));
    }

    @Test
    void aTailThatWasCutShowsAgainstTheLetter() {
        hub.clock.pass(Duration.ofDays(1));
        hub.dailyHeads().run();
        var head = head(letter(ADA).text());
        var owner = signIn(ADA);
        assertTrue(holds(owner, head));

        hub.administer(
                "delete from audit_entries where sequence >= 2 and org_id = '%s'"
                        .formatted(hub.acme().id()));
        hub.administer(
                "update audit_heads h set sequence = 1, hash = (select hash from audit_entries e where e.org_id = h.org_id and sequence = 1) where org_id = '%s'"
                        .formatted(hub.acme().id()));

        assertTrue(holds(owner, ""), "the database alone tells nothing");
        assertEquals(false, holds(owner, head));
        var page = owner.get("/o/acme/settings/audit?verify=yes&head=" + head).expect(200).body();
        assertTrue(page.contains("shorter than the head that you kept"), page);
    }

    @Test
    void theHeadIsDownloadedAndVerified() {
        var file = ada.get("/o/acme/settings/audit/head").expect(200).body();
        var head = ada.get("/api/v1/orgs/acme/audit/head").expect(200).json();

        assertEquals("acme", file.split(" ", -1)[0]);
        assertEquals(
                head.path("sequence").asText() + ":" + head.path("hash").asText(),
                file.split(" ", -1)[1]);
        assertTrue(
                ada.get("/o/acme/settings/audit?verify=yes").body().contains("whole up to entry"));
        ada.get("/o/acme/settings/audit?verify=yes&head=x").expect(200);
        ada.get("/api/v1/orgs/acme/audit/verification?head=x").expect(400);
    }

    @Test
    void aNeighbourGetsAndReadsNothingOfIt() {
        hub.clock.pass(Duration.ofDays(1));
        hub.dailyHeads().run();
        var owner = signIn("gil@globex.example");

        assertTrue(letter("gil@globex.example").text().contains("\"Globex\""));
        owner.get("/api/v1/orgs/acme/audit/head").expect(404);
        owner.get("/api/v1/orgs/acme/audit/verification").expect(404);
        owner.get("/o/acme/settings/audit/head").expect(404);
        signIn("bob@acme.example").get("/api/v1/orgs/acme/audit/head").expect(200);
    }

    @Test
    void theRecordIsExportedForCollectorsOfLogs() {
        var cef = ada.get("/o/acme/settings/audit?format=cef&q=label:ada").expect(200).body();

        assertTrue(cef.startsWith("CEF:0|Muster|Muster|1|login|login|3|"), cef);
        assertTrue(cef.contains(" suser=ada "), cef);
        assertEquals(1, cef.lines().count());
        assertTrue(ada.get("/api/v1/orgs/acme/audit?format=cef").body().contains("suser=bob"));
        gil.get("/api/v1/orgs/acme/audit?format=cef").expect(404);
    }

    private static boolean holds(TestClient client, String head) {
        var asked = head.isEmpty() ? "" : "?head=" + head;
        return client.get("/api/v1/orgs/acme/audit/verification" + asked)
                .expect(200)
                .json()
                .path("holds")
                .asBoolean();
    }

    private static String head(String text) {
        return text.lines().filter(line -> line.matches("\\d+:[0-9a-f]{64}")).findFirst().get();
    }

    // Whoever signs in from somewhere new is told of it by another letter.
    private long heads(String to) {
        return hub.subjects(to).stream().filter(subject -> subject.contains(SUBJECT)).count();
    }

    private Outbox.Sent letter(String to) {
        return hub.letterAbout(to, SUBJECT);
    }

    private TestClient signIn(String email) {
        var client = hub.client();
        client.post("/api/v1/sessions", Map.of("email", email, "password", ClockedHub.PASSWORD))
                .expect(200);
        return client;
    }
}
