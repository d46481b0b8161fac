package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.database.Sql;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CollectorsTest {
    private static final String COLLECTORS = "/api/v1/orgs/acme/collectors";
    private static final String PAGE = "/o/acme/collectors";
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
    void theListSaysWhatBecameOfEach() {
        assertTrue(ada.get(PAGE).expect(200).body().contains("No collectors yet"));
        var late = acme.enrolled("late-1").collector();
        heartbeat(late, "");
        hub.clock.pass(Heartbeats.LATE.plusSeconds(1));
        heartbeat(acme.enrolled("reporting-1").collector(), "");
        acme.enrolled("silent-1");
        var revoked = acme.enrolled("revoked-1").collector();
        ada.delete(COLLECTORS + "/" + revoked.id).expect(204);

        assertEquals("late-1", names("state:late"));
        assertEquals("reporting-1", names("state:reporting"));
        assertEquals("silent-1", names("state:never_reported"));
        assertEquals("revoked-1", names("state:revoked"));
        assertEquals("late-1 reporting-1 silent-1", names(""));
        assertEquals("late-1", names("late version:1.1.0 spool:>1"));
        var csv = ada.get(PAGE + "?format=csv&q=state:late").expect(200).body();
        assertEquals(2, csv.lines().count(), csv);
        var page = ada.get(PAGE).expect(200).body();
        assertTrue(page.contains("Never reported") && page.contains("Late"), page);
        assertEquals("", names("q=x", gil, "globex"));
    }

    @Test
    void everyOrderOfTheListIsReadFromAnIndex() {
        for (var order : List.of("name", "enrolled", "seen")) {
            ada.get(COLLECTORS + "?sort=" + order).expect(200);
        }
        ada.get(COLLECTORS + "?sort=kind").expect(400);

        assertEquals(List.of(), sorts(Sql.of("c.name_order")));
        assertEquals(List.of(), sorts(Sql.of("c.enrolled_at")));
        assertEquals(List.of(), sorts(Sql.of("coalesce(c.seen_at, c.enrolled_at)")));
    }

    /** The steps of the database that sort, where it would rather not. */
    private List<String> sorts(Sql order) {
        return hub
                .database()
                .inTenant(
                        hub.acme(),
                        () -> {
                            hub.database().run(Sql.of("set local enable_sort = off"));
                            hub.database().run(Sql.of("set local enable_seqscan = off"));
                            return hub.database()
                                    .list(
                                            Sql.of(
                                                            """
                                                            explain select c.id from collectors c
                                                            where c.revoked_at is null order by
                                                            """)
                                                    .and(order)
                                                    .and(", c.id limit 50"),
                                            row -> row.text("QUERY PLAN"));
                        })
                .stream()
                .filter(step -> step.contains("Sort"))
                .toList();
    }

    @Test
    void thePageTellsWhatHappened() {
        var collector = acme.enrolled("web-1").collector();
        heartbeat(
                collector,
                """
                {"at": "2026-11-16T14:40:00Z", "kind": "hub_away", "from": "2026-11-16T14:02:00Z",
                 "to": "2026-11-16T14:40:00Z", "batches": 0, "events": 3118}
                """);

        var page = ada.get(PAGE + "/" + collector.id).expect(200).body();

        assertTrue(page.contains("14:02–14:40: 3,118 delivered late, 0 lost"), page);
        assertTrue(page.contains("Enrolled with the token"), page);
        assertTrue(page.contains(collector.key.toString()), page);
        assertFalse(page.contains("min ahead"), page);
        hub.clock.pass(Duration.ofMinutes(1).negated());
        collector
                .post(HEARTBEAT, body(hub.clock.instant().plus(Duration.ofMinutes(7)), ""))
                .expect(200);
        hub.flushHeartbeats();
        assertTrue(ada.get(PAGE + "/" + collector.id).body().contains("Clock 7 min ahead"));
        assertTrue(ada.get(PAGE).body().contains("Clock 7 min ahead"));
    }

    @Test
    void aRevokedOneIsOutAtOnceAndForGood() {
        var collector = acme.enrolled("lost-1").collector();
        heartbeat(collector, "");

        ada.submit(PAGE + "/" + collector.id + "/revocation", Map.of()).expect(303);

        collector.post(HEARTBEAT, body(hub.clock.instant(), "")).expect(401);
        hub.clock.pass(Duration.ofDays(1));
        collector.post(HEARTBEAT, body(hub.clock.instant(), "")).expect(401);
        assertEquals(0, secrets(collector.id));
        ada = hub.member(hub.acme(), Role.OWNER, "ann@acme.example");
        ada.delete(COLLECTORS + "/" + collector.id).expect(404);
        var page = ada.get(PAGE + "/" + collector.id).expect(200).body();
        assertTrue(page.contains("Revoked by ada"), page);
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("collector.revoked"));
    }

    @Test
    void belongsToItsOrganizationAlone() {
        var collector = acme.enrolled("ours-1").collector();
        var id = collector.id;

        gil.get(COLLECTORS + "/" + id).expect(404);
        gil.get("/api/v1/orgs/globex/collectors/" + id).expect(404);
        gil.get("/o/globex/collectors/" + id).expect(404);
        gil.delete("/api/v1/orgs/globex/collectors/" + id).expect(404);
        gil.submit("/o/globex/collectors/" + id + "/revocation", Map.of()).expect(404);
        heartbeat(collector, "");
        var vera = hub.member(hub.acme(), Role.VIEWER, "vera@acme.example");
        var page = vera.get(PAGE + "/" + id).expect(200).body();
        assertFalse(page.contains("revocation"), page);
        vera.delete(COLLECTORS + "/" + id).expect(403);
    }

    @Test
    void whatItsOrganizationWasDeletedWithIsGone() {
        var collector = acme.enrolled("gone-1").collector();
        heartbeat(collector, "");
        var token = acme.token(Map.of());
        ada.submit("/o/acme/settings/deletion", Map.of("slug", "acme")).expect(303);

        hub.clock.pass(SigningKeys.REMEMBERED);

        var refused = collector.post(HEARTBEAT, body(hub.clock.instant(), "")).expect(410);
        assertEquals("urn:muster:organization-gone", refused.json().path("type").asText());
        acme.ask(token, "late-comer").expect(401);
    }

    private void heartbeat(TestCollector collector, String notes) {
        collector.post(HEARTBEAT, body(hub.clock.instant(), notes)).expect(200);
        hub.flushHeartbeats();
    }

    private static String body(java.time.Instant clock, String notes) {
        return HeartbeatsTest.body(clock, notes);
    }

    private String names(String q) {
        return names(q, ada, "acme");
    }

    private static String names(String q, TestClient client, String organization) {
        var asked = q.replace(" ", "+").replace(">", "%3E");
        var names = new StringBuilder();
        client.get("/api/v1/orgs/" + organization + "/collectors?q=" + asked)
                .expect(200)
                .json()
                .path("items")
                .forEach(one -> names.append(one.path("name").asText()).append(' '));
        return names.toString().strip();
    }

    private long secrets(UUID collector) {
        return hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of(
                                                        """
                                                        select (select count(*) from collector_keys
                                                                where collector_id = ?)
                                                            + (select count(*) from certificates
                                                                where collector_id = ?) as n
                                                        """,
                                                        collector,
                                                        collector),
                                                row -> row.number("n")))
                .orElseThrow();
    }
}
