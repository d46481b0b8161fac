package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.ClockedHub;
import muster.TestCollector;
import muster.database.Sql;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatsTest {
    private static final String HEARTBEAT = "/api/v1/agents/heartbeat";

    private static ClockedHub hub;
    private static Enrolling acme;
    private static Enrolling globex;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        acme = new Enrolling(hub, hub.member(hub.acme(), Role.OWNER, "ada@acme.example"), "acme");
        globex =
                new Enrolling(
                        hub, hub.member(hub.globex(), Role.OWNER, "gil@globex.example"), "globex");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    static String body(Instant clock) {
        return body(clock, "");
    }

    static String body(Instant clock, String notes) {
        return """
        {"wire": 2, "version": "1.1.0", "clock": "%s",
         "spool": {"batches": 3, "bytes": 4096, "oldest_at": "2026-11-16T07:59:00Z"},
         "notes": [%s]}
        """
                .formatted(clock, notes);
    }

    @Test
    void theAnswerIsClosed() {
        var told =
                acme.enrolled("closed")
                        .collector()
                        .post(HEARTBEAT, body(hub.clock.instant()))
                        .expect(200)
                        .json();

        assertEquals(
                Set.of("bundle_version", "wire_max", "server_time"),
                told.properties().stream().map(one -> one.getKey()).collect(Collectors.toSet()));
        assertTrue(told.properties().stream().allMatch(one -> one.getValue().isValueNode()));
        assertEquals(hub.clock.instant().toString(), told.path("server_time").asText());
    }

    @Test
    void whatWasHeardIsWrittenForEachOrganization() {
        var ours = acme.enrolled("beating").collector();
        var theirs = globex.enrolled("beating").collector();
        var now = hub.clock.instant();
        ours.post(HEARTBEAT, body(now.plus(Duration.ofMinutes(7)))).expect(200);
        theirs.post(HEARTBEAT, body(now)).expect(200);

        hub.flushHeartbeats();

        assertEquals(
                new Seen(now, "1.1.0", Duration.ofMinutes(7).toMillis(), 3L, 4096L),
                seen(hub.acme(), ours.id).orElseThrow());
        assertEquals(0L, seen(hub.globex(), theirs.id).orElseThrow().clockMillis());
        assertEquals(Optional.empty(), seen(hub.globex(), ours.id));
    }

    @Test
    void aRevokedCollectorIsNotHeardAnyMore() {
        var collector = acme.enrolled("dead").collector();
        collector.post(HEARTBEAT, body(hub.clock.instant())).expect(200);
        hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                hub.database()
                                        .run(
                                                Sql.of(
                                                        "update collectors set revoked_at = now() where id = ?",
                                                        collector.id)));

        hub.flushHeartbeats();

        assertNull(seen(hub.acme(), collector.id).orElseThrow().at());
    }

    @Test
    void whatItHasToSayIsKeptAtOnceAndOnce() {
        var collector = acme.enrolled("telling").collector();
        var note =
                """
                {"at": "2026-11-16T08:40:00Z", "kind": "hub_away", "from": "2026-11-16T08:02:00Z",
                 "to": "2026-11-16T08:40:00Z", "batches": 0, "events": 3118}
                """;
        for (var i = 0; i < 2; i++) {
            collector.post(HEARTBEAT, body(hub.clock.instant(), note)).expect(200);
        }

        assertEquals(2, notes(hub.acme(), collector));
        assertEquals(0, notes(hub.globex(), collector));
    }

    @Test
    void theTimesOfAClockThatIsOffAreCorrected() {
        for (var off : List.of(Duration.ofDays(1), Duration.ofDays(-1))) {
            var collector = acme.enrolled("off-by-" + off).collector();
            var its = hub.clock.instant().plus(off);
            var note =
                    """
                    {"at": "%s", "kind": "hub_away", "from": "%s", "to": "%s", "events": 2}
                    """
                            .formatted(its, its.minusSeconds(600), its.minusSeconds(60));
            collector.post(HEARTBEAT, body(its, note)).expect(200);
            hub.clock.pass(Duration.ofSeconds(7));
            collector.post(HEARTBEAT, body(its.plusSeconds(9), note)).expect(200);

            var kept = told(collector).stream().filter(one -> one.kind().equals("hub_away"));
            var now = hub.clock.instant().minusSeconds(7);
            assertEquals(
                    List.of(now + " " + now.minusSeconds(600) + " " + now.minusSeconds(60)),
                    kept.map(one -> one.at() + " " + one.from() + " " + one.to()).toList());
        }
    }

    private static List<CollectorNotes.Note> told(TestCollector collector) {
        var notes = new CollectorNotes(hub.database());
        return hub.database().inTenant(hub.acme(), () -> notes.of(collector.id));
    }

    @Test
    void ofManyNotesTheNewestStay() {
        var notes = new CollectorNotes(hub.database());
        var collector = acme.enrolled("chatty").collector();
        hub.database()
                .inTenant(
                        hub.acme(),
                        () -> {
                            for (var i = 0; i < CollectorNotes.NOTES_MAX + 5; i++) {
                                var at = hub.clock.instant().plusSeconds(i);
                                notes.add(
                                        collector.id, CollectorNotes.Note.of(at, "dropped", null));
                            }
                            return notes;
                        });

        assertEquals(CollectorNotes.NOTES_MAX, notes(hub.acme(), collector));
    }

    @Test
    void keepsWhatItCanOfANoteThatItDoesNotKnow() {
        var collector = acme.enrolled("newer").collector();
        var at = "{\"at\": \"2026-11-16T08:40:00Z\", ";
        var notes =
                String.join(
                        ",",
                        at + "\"kind\": \"moon_phase\", \"text\": \"a\\nb\\u202e\"}",
                        at + "\"kind\": \"dropped\", \"text\": \"" + "😀".repeat(600) + "\"}");
        collector.post(HEARTBEAT, body(hub.clock.instant(), notes)).expect(200);

        var kept = kept(collector);
        assertTrue(kept.contains("other moon_phase: a?b?"), kept.toString());
        assertTrue(kept.contains("dropped " + "😀".repeat(499) + "…"), kept.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"at\": \"2026-11-16T08:40:00Z\", \"kind\": \"dropped\", \"events\": -1}",
                "{\"at\": \"soon\", \"kind\": \"dropped\"}"
            })
    void whatIsNoNoteIsRefused(String note) {
        var collector = acme.enrolled("odd").collector();

        collector.post(HEARTBEAT, body(hub.clock.instant(), note)).expect(400);
    }

    @Test
    void moreThanTwentyNotesAreRefused() {
        var collector = acme.enrolled("wordy").collector();
        var note = "{\"at\": \"2026-11-16T08:40:00Z\", \"kind\": \"dropped\"}";
        var many = String.join(",", Collections.nCopies(21, note));

        collector.post(HEARTBEAT, body(hub.clock.instant(), many)).expect(400);
    }

    private record Seen(
            @Nullable Instant at,
            @Nullable String version,
            @Nullable Long clockMillis,
            @Nullable Long batches,
            @Nullable Long bytes) {}

    private static Optional<Seen> seen(Tenant tenant, UUID collector) {
        return hub.database()
                .inTenant(
                        tenant,
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of(
                                                        """
                                                        select seen_at, version, clock_millis,
                                                            spool_batches, spool_bytes
                                                        from collectors where id = ?
                                                        """,
                                                        collector),
                                                row ->
                                                        new Seen(
                                                                row.instantOrNull("seen_at"),
                                                                row.textOrNull("version"),
                                                                row.numberOrNull("clock_millis"),
                                                                row.numberOrNull("spool_batches"),
                                                                row.numberOrNull("spool_bytes"))));
    }

    private static List<String> kept(TestCollector collector) {
        return hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                new CollectorNotes(hub.database())
                                        .of(collector.id).stream()
                                                .map(note -> note.kind() + " " + note.text())
                                                .toList());
    }

    private static long notes(Tenant tenant, TestCollector collector) {
        return hub.database()
                .inTenant(
                        tenant,
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of(
                                                        "select count(*) as n from collector_notes"
                                                                + " where collector_id = ?",
                                                        collector.id),
                                                row -> row.number("n")))
                .orElseThrow();
    }
}
