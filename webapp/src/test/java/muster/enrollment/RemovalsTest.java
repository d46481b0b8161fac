package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.database.Sql;
import muster.intake.Rooms;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists do not fill with collectors that are dead: a successor takes their place, and they go. */
@Tag("slow")
class RemovalsTest {
    private static final String COLLECTORS = "/api/v1/orgs/acme/collectors";
    private static final String HEARTBEAT = "/api/v1/agents/heartbeat";

    private ClockedHub hub;
    private TestClient ada;
    private TestClient gil;
    private Enrolling acme;

    @BeforeEach
    void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        acme = new Enrolling(hub, ada, "acme");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoEnrollsOnTheSameMachineTakesThePlaceOfWhoWasThere() {
        var before = acme.enrolled("web-1").collector();
        heard(before);
        hub.clock.pass(Duration.ofHours(1));

        var after = acme.enrolled("web-1").collector();

        assertEquals(after.id + " ", ids(ada, ""));
        assertEquals(before.id + " ", ids(ada, "?state=replaced"));
        var page = ada.get("/o/acme/collectors/" + before.id).expect(200).body();
        assertTrue(page.contains("/o/acme/collectors/" + after.id), page);
        assertTrue(page.contains("Replaced: web-1 enrolled on the same machine"), page);
        var shown = ada.get(COLLECTORS + "/" + before.id).json().path("collector");
        assertEquals(after.id.toString(), shown.path("replaced_by").asText());
    }

    @Test
    void twoThatLiveOnOneMachineAreBothThere() {
        var one = acme.enrolled("web-1").collector();
        heard(one);
        hub.clock.pass(Duration.ofMinutes(1));
        var two = acme.enrolled("web-1").collector();

        hub.clock.pass(Duration.ofMinutes(1));
        heard(one);
        heard(two);

        assertEquals(2, ids(ada, "").split(" ", 0).length);
        assertEquals("", ids(ada, "?state=replaced"));
        hub.clock.pass(Duration.ofMinutes(1));
        var three = acme.enrolled("web-1").collector();
        assertEquals(three.id + " ", ids(ada, ""));
    }

    @Test
    void onAnotherMachineOrOfAnotherOrganizationNobodyIsReplaced() {
        var one = acme.enrolled("web-1").collector();
        heard(one);

        acme.enrolled("web-2");
        new Enrolling(hub, gil, "globex").enrolled("web-1");
        var nameless = Enrolling.introduction("web-3", Requests.pem());
        nameless.remove("machine");
        acme.ask(acme.token(Map.of()), nameless).expect(201);
        acme.ask(acme.token(Map.of()), nameless).expect(201);

        assertEquals("", ids(ada, "?state=replaced"));
    }

    @Test
    void whatIsGoneForLongIsRemovedByItselfWithoutWhatItReported() {
        var replaced = acme.enrolled("web-1").collector();
        var device = report(replaced, "web-1");
        heard(replaced);
        hub.clock.pass(Duration.ofHours(1));
        var successor = acme.enrolled("web-1").collector();
        var revoked = acme.enrolled("web-2").collector();
        ada.delete(COLLECTORS + "/" + revoked.id).expect(204);

        hub.clock.pass(Removals.KEPT);
        hub.removals().run();
        assertEquals(3, count());
        hub.clock.pass(Duration.ofMinutes(1));
        hub.removals().run();

        assertEquals(1, count());
        ada = hub.member(hub.acme(), Role.OWNER, "ann@acme.example");
        ada.get(COLLECTORS + "/" + successor.id).expect(200);
        ada.get(COLLECTORS + "/" + replaced.id).expect(404);
        ada.get("/api/v1/orgs/acme/devices/" + device).expect(200);
        replaced.post(HEARTBEAT, HeartbeatsTest.body(hub.clock.instant(), "")).expect(401);
    }

    @Test
    void somebodyRemovesWhatIsGoneAndNothingElse() {
        var collector = acme.enrolled("web-1").collector();
        report(collector, "web-1");
        heard(collector);
        var removal = COLLECTORS + "/" + collector.id + "/removal";

        ada.post(removal, Map.of()).expect(409);
        gil.post(removal, Map.of()).expect(404);
        gil.post(removal.replace("acme", "globex"), Map.of()).expect(404);
        ada.delete(COLLECTORS + "/" + collector.id).expect(204);
        gil.post(removal.replace("acme", "globex"), Map.of()).expect(404);
        assertTrue(ada.get("/o/acme/collectors/" + collector.id).body().contains("/removal"));
        ada.submit("/o/acme/collectors/" + collector.id + "/removal", Map.of()).expect(303);

        ada.get(COLLECTORS + "/" + collector.id).expect(404);
        assertEquals("", ids(ada, "?state=revoked"));
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("collector.removed"));
        assertFalse(ada.get("/o/acme/devices?q=web").body().contains("problem"));
    }

    private void heard(TestCollector collector) {
        collector.post(HEARTBEAT, HeartbeatsTest.body(hub.clock.instant(), "")).expect(200);
        hub.flushHeartbeats();
    }

    private static UUID report(TestCollector collector, String hostname) {
        var answer = collector.report(Rooms.report(null, hostname, "bash=5.2")).expect(200);
        return UUID.fromString(answer.json().path("device_id").asText());
    }

    private static String ids(TestClient member, String query) {
        var ids = new StringBuilder();
        member.get(COLLECTORS + query)
                .expect(200)
                .json()
                .path("items")
                .forEach(one -> ids.append(one.path("id").asText()).append(' '));
        return ids.toString();
    }

    private long count() {
        return hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of("select count(*) as n from collectors"),
                                                row -> row.number("n")))
                .orElseThrow();
    }
}
