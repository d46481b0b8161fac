package muster;

import static muster.TestCollector.INVENTORY;
import static muster.TestCollector.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Sql;
import muster.enrollment.CollectorNotes;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.web.RateLimit;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.Signature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A collector is who it says only where its signature is that of all that it sent. */
class SignedRequestsTest {
    private static ClockedHub hub;
    private static Tenant acme;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        acme = hub.acme();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void whatACollectorSignedIsTakenForItsOrganization() {
        hub.collector(acme).report(report("signed-1")).expect(200);

        assertEquals(1, devices(acme, "signed-1"));
        assertEquals(0, devices(hub.globex(), "signed-1"));
    }

    @Test
    void nothingOfARequestCanBeAltered() {
        var collector = hub.collector(acme);
        var sent = gzip(report("altered-1").encode());
        var signed = collector.signed("POST", INVENTORY, 1, sent);
        var signature = signed.signature();
        var otherBody = gzip(report("altered-2").encode());
        var ofOtherSequence =
                new Signature(signature.key(), signature.epoch(), 2, signature.code());
        var ofOtherEpoch = new Signature(signature.key(), UUID.randomUUID(), 1, signature.code());
        var altered =
                Map.of(
                        "body", with(signature, otherBody),
                        "sequence", with(ofOtherSequence, sent),
                        "epoch", with(ofOtherEpoch, sent),
                        "path", with(collector.signed("POST", "/api/x", 1, sent).signature(), sent),
                        "method",
                                with(collector.signed("PUT", INVENTORY, 1, sent).signature(), sent),
                        "key",
                                with(
                                        hub.collector(acme)
                                                .signed("POST", INVENTORY, 1, sent)
                                                .signature(),
                                        sent,
                                        signature.key()));

        altered.forEach(
                (what, request) -> assertEquals(401, collector.send(request).status(), what));
        assertEquals(0, devices(acme, "altered-1") + devices(acme, "altered-2"));
        assertEquals(List.of("altered"), notes(collector));
        collector.send(signed).expect(200);
    }

    @Test
    void whatNobodySignedIsNotEvenInflated() {
        var collector = hub.collector(acme);
        var noGzip = new byte[] {0x1f, (byte) 0x8b, 8, 0};
        var forged = new Signature(collector.key, UUID.randomUUID(), 1, "0".repeat(64));

        collector.send(with(forged, noGzip)).expect(401);
        collector.send(collector.signed("POST", INVENTORY, 1, noGzip)).expect(400);
    }

    @Test
    void headersThatNobodyCanHaveSignedAreNone() {
        for (var header :
                List.of(
                        Signature.KEY_HEADER,
                        Signature.EPOCH_HEADER,
                        Signature.SEQUENCE_HEADER,
                        Signature.CODE_HEADER)) {
            var answer = hub.collector(acme).with(header, "none").report(report("none-1"));

            assertEquals(400, answer.status(), header);
            assertTrue(answer.json().path("detail").asText().startsWith(header), answer.body());
        }
    }

    @Test
    void aRevokedCollectorIsOutWithinSeconds() {
        var collector = hub.collector(acme);
        collector.report(report("revoked-1")).expect(200);
        revoke(collector.id);

        hub.clock.pass(Duration.ofSeconds(5));

        collector.report(report("revoked-1")).expect(401);
    }

    @Test
    void anOldKeyEndsADayAfterTheNewOneIsFirstUsed() {
        var old = hub.collector(acme);
        var renewed = old.rotated(hub.database(), acme);
        hub.clock.pass(Duration.ofDays(3));
        old.report(report("rotated-1")).expect(200);
        renewed.report(report("rotated-1")).expect(200);
        hub.clock.pass(Duration.ofHours(23));
        old.report(report("rotated-1")).expect(200);

        hub.clock.pass(Duration.ofHours(1));

        old.report(report("rotated-1")).expect(401);
        renewed.report(report("rotated-1")).expect(200);
    }

    @Test
    void aCollectorOpensNoOtherDoor() {
        var collector = hub.collector(acme);
        var list = "ii  bash  5.2  amd64  shell".getBytes(StandardCharsets.UTF_8);

        for (var path : List.of("/api/v1/orgs/acme/devices", "/api/v1/me", "/o/acme/devices")) {
            collector.send(collector.signed("GET", path, 0, new byte[0])).expect(403);
        }
        collector.send(collector.signed("POST", "/api/v1/orgs/acme/imports", 0, list)).expect(403);
    }

    @Test
    void whoGuessesSignaturesIsHeldUpLikeWhoGuessesKeys() {
        var collector = hub.collector(acme);
        var forged = new Signature(collector.key, UUID.randomUUID(), 1, "0".repeat(64));
        for (int i = 0; i < RateLimit.BAD_CREDENTIAL_BY_ADDRESS.perMinute(); i++) {
            collector.send(with(forged, new byte[0])).expect(401);
        }

        collector.send(with(forged, new byte[0])).expect(429);
    }

    @Test
    void eachCollectorHasALimitOfItsOwn() {
        var one = hub.collector(acme).with("X-Forwarded-For", "203.0.113.250");
        var other = hub.collector(acme).with("X-Forwarded-For", "203.0.113.250");
        for (int i = 0; i < 5; i++) {
            one.report(report("limited-1")).expect(200);
        }

        assertEquals(limit() - 5, remaining(one.report(report("limited-1"))));
        assertEquals(limit(), remaining(other.report(report("limited-1"))));
    }

    private static int limit() {
        return RateLimit.SIGNED_BY_COLLECTOR.perMinute();
    }

    private static int remaining(TestClient.Answer answer) {
        var left = answer.expect(200).response().headers().firstValue("RateLimit-Remaining");
        return Integer.parseInt(left.orElseThrow());
    }

    @Test
    void whereCertificatesAreRequiredASignatureIsNotEnough() {
        try (var strict = new ClockedHub()) {
            var collector = strict.collector(strict.acme());
            strict.database()
                    .inTenant(
                            strict.acme(),
                            () ->
                                    strict.database()
                                            .run(
                                                    Sql.of(
                                                            "update organizations set certificates_required = true")));

            collector.report(report("bare-1")).expect(403);
            strict.collector(strict.globex()).report(report("bare-1")).expect(200);
        }
    }

    @Test
    void collectorOfADeletedOrganizationLearnsThatItMayStop() {
        try (var ending = new ClockedHub()) {
            var collector = ending.collector(ending.acme());
            collector.report(report("ending-1")).expect(200);
            var owner = ending.member(ending.acme(), Role.OWNER, "ada@acme.example");
            owner.submit("/o/acme/settings/deletion", Map.of("slug", "acme"));

            ending.clock.pass(Duration.ofSeconds(5));

            collector.report(report("ending-1")).expect(410);
            ending.collector(ending.globex()).report(report("ending-1")).expect(200);
        }
    }

    private static Report report(String hostname) {
        return new Report(
                UUID.randomUUID(), List.of(new Inventory(DeviceFacts.named(hostname), List.of())));
    }

    private static TestCollector.Signed with(Signature signature, byte[] sent) {
        return new TestCollector.Signed("POST", INVENTORY, signature, sent);
    }

    /** Signed by one key, and said to be by another. */
    private static TestCollector.Signed with(Signature signature, byte[] sent, UUID key) {
        return with(
                new Signature(key, signature.epoch(), signature.sequence(), signature.code()),
                sent);
    }

    private static long devices(Tenant tenant, String hostname) {
        return hub.database()
                .inTenant(
                        tenant,
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of(
                                                        "select count(*) as n from devices where hostname = ?",
                                                        hostname),
                                                row -> row.number("n"))
                                        .orElseThrow());
    }

    private static List<String> notes(TestCollector collector) {
        var notes = new CollectorNotes(hub.database());
        return hub.database().inTenant(acme, () -> notes.of(collector.id)).stream()
                .map(CollectorNotes.Note::kind)
                .toList();
    }

    private static void revoke(UUID collector) {
        var revocation =
                Sql.of(
                        "update collectors set revoked_at = now(), revoked_by = 'ada' where id = ?",
                        collector);
        hub.database().inTenant(acme, () -> hub.database().run(revocation));
    }
}
