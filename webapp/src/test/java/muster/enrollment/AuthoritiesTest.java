package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import muster.TestClock;
import muster.database.MasterKey;
import muster.database.Sql;
import muster.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
    private static final UUID COLLECTOR = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");

    private final TestDatabase test = TestDatabase.fresh();
    private final TestClock clock = new TestClock(MONDAY);
    private final Authorities authorities = hub();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aCertificateSaysWhoTheTokenLetInAndNothingOfTheRequest() throws Exception {
        var pair = Requests.pair();
        var leaf = issue(CertificateRequest.read(Requests.pem(pair)));

        var certificate = certificates(leaf.pem()).getFirst();

        certificate.verify(certificates(authorities.bundle()).getFirst().getPublicKey());
        assertEquals(pair.getPublic(), certificate.getPublicKey());
        assertEquals("CN=" + COLLECTOR, certificate.getSubjectX500Principal().getName());
        assertEquals(
                List.of(List.of(6, "urn:muster:collector:" + COLLECTOR)),
                List.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(MONDAY.minus(Duration.ofHours(25)), certificate.getNotBefore().toInstant());
        assertEquals(MONDAY.plus(Duration.ofDays(7)), certificate.getNotAfter().toInstant());
        assertEquals(leaf.serial(), Authority.text(certificate.getSerialNumber()));
        assertTrue(certificate.getSerialNumber().bitLength() > 96, leaf.serial());
        assertNotEquals(leaf.serial(), issue(CertificateRequest.read(Requests.pem())).serial());
    }

    @Test
    void severalHubsThatStartAtOnceMakeOne() throws Exception {
        var hubs = Stream.generate(this::hub).limit(5).toList();
        try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = hubs.stream().map(one -> (Callable<String>) one::bundle).toList();
            var bundles = new HashSet<String>();
            for (var bundle : starting.invokeAll(work)) {
                bundles.add(bundle.get());
            }

            assertEquals(1, bundles.size());
        }
        assertEquals(1, certificates(authorities.bundle()).size());
    }

    @Test
    void aSuccessorIsKnownToAllBeforeAListenerShowsIt() throws Exception {
        var first = authorities.signing();
        clock.pass(Authority.OWN.minus(Authorities.OVERLAP));

        var second = authorities.signing();

        assertNotEquals(first.id(), second.id());
        assertEquals(first.id(), authorities.listening().id());
        assertEquals(
                List.of(second.certificate(), first.certificate()),
                certificates(authorities.bundle()));
        clock.pass(Authorities.MADE_KNOWN);
        assertEquals(second.id(), authorities.listening().id());
        clock.pass(Authorities.OVERLAP);
        assertEquals(List.of(second.certificate()), certificates(authorities.bundle()));
    }

    @Test
    void whatAnotherHubMadeIsKnownWithinAMinute() {
        var other = hub();
        other.signing();
        clock.pass(Authority.OWN.minus(Authorities.OVERLAP));
        var successor = authorities.signing();
        clock.pass(Duration.ofMinutes(1));

        assertEquals(successor.id(), other.signing().id());
    }

    @Test
    void isSealedByTheMasterKey() {
        var key = authorities.signing().privateKey();

        var sealed =
                test.database()
                        .atDoor(() ->
                                test.database()
                                        .first(
                                                Sql.of("select sealed from authorities"),
                                                row -> row.bytes("sealed")))
                        .orElseThrow();

        var hex = HexFormat.of();
        var secret = Arrays.copyOfRange(key, key.length - 32, key.length);
        assertFalse(hex.formatHex(sealed).contains(hex.formatHex(secret)));
        var stranger = MasterKey.of(HexFormat.of().parseHex("07".repeat(32)));
        var other = new Authorities(test.database(), stranger, new SecureRandom(), clock);
        assertThrows(IllegalStateException.class, other::signing);
    }

    @Test
    void aListenerHasTheNamesThatItIsReachedBy() throws Exception {
        var shown =
                authorities.listening().show(List.of("hub.example", "127.0.0.1", "::1"), MONDAY);

        var names = shown.certificate().getSubjectAlternativeNames();

        assertTrue(names.contains(List.of(2, "hub.example")), names.toString());
        assertTrue(names.contains(List.of(7, "127.0.0.1")), names.toString());
        assertTrue(names.contains(List.of(7, "0:0:0:0:0:0:0:1")), names.toString());
        shown.certificate().verify(authorities.listening().certificate().getPublicKey());
    }

    private Authorities hub() {
        return new Authorities(test.database(), TestDatabase.KEY, new SecureRandom(), clock);
    }

    private Authority.Leaf issue(CertificateRequest request) {
        return authorities.signing().issue(request, COLLECTOR, clock.instant());
    }

    private static List<X509Certificate> certificates(String pem) throws Exception {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
