package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.database.TestDatabase;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectors that show their certificate, on the listener that asks for it. */
@Tag("slow")
class MutualTlsTest {
    private static final String HEARTBEAT = "/api/v1/agents/heartbeat";
    private static final String ROTATE = "/api/v1/agents/rotate";
    private static final String REQUIREMENT = "/api/v1/orgs/acme/certificate-requirement";

    private ClockedHub hub;
    private TestClient ada;
    private Enrolling acme;

    @BeforeEach
    void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        acme = new Enrolling(hub, ada, "acme");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theAddressToldAtEnrollmentIsWhereACertificateIsShown() throws Exception {
        var at = hub.collectorsAt();
        var enrolled = acme.enrolled("shown-1");

        assertEquals(at.toString(), enrolled.answer().json().path("endpoint").asText());
        heartbeat(over(enrolled, certificate(enrolled))).expect(200);
        heartbeat(over(enrolled, null)).expect(200);
    }

    @Test
    void whereCertificatesAreRequiredNobodyGoesWithoutButToRenew() throws Exception {
        var enrolled = acme.enrolled("required-1");
        ada.put(REQUIREMENT, Map.of()).expect(204);

        var required = heartbeat(enrolled.collector()).expect(403);
        assertEquals("urn:muster:certificate-required", required.json().path("type").asText());
        heartbeat(over(enrolled, null)).expect(403);
        heartbeat(over(enrolled, certificate(enrolled))).expect(200);
        var renewed = enrolled.collector().post(ROTATE, csr(enrolled)).expect(200).json();
        heartbeat(over(enrolled, renewed.path("certificate").asText())).expect(200);
        assertTrue(ada.get(REQUIREMENT).expect(200).json().path("required").asBoolean());
        assertTrue(ada.get("/o/acme/collectors").body().contains("are let in"));
        ada.submit("/o/acme/certificate-requirement/end", Map.of()).expect(303);
        heartbeat(enrolled.collector()).expect(200);
    }

    @Test
    void theCertificateOfAnotherIsNone() throws Exception {
        var enrolled = acme.enrolled("own-1");
        var other = acme.enrolled("other-1");
        var stolen = context(other.answer(), other.pair(), certificate(other));

        heartbeat(enrolled.collector().over(client(stolen), hub.collectorsAt())).expect(403);

        var notes = new CollectorNotes(hub.database());
        var told = hub.database().inTenant(hub.acme(), () -> notes.of(enrolled.collector().id));
        assertEquals("certificate", told.getFirst().kind());
    }

    @Test
    void whatHasEndedIsToldInWords() throws Exception {
        var enrolled = acme.enrolled("slept-1");
        var shown = over(enrolled, certificate(enrolled));
        hub.clock.pass(Authority.LEAF.plusSeconds(1));

        var refused = heartbeat(shown).expect(403);
        assertEquals("urn:muster:certificate-refused", refused.json().path("type").asText());
        shown.post(ROTATE, csr(enrolled)).expect(200);
        var mia = hub.member(hub.acme(), Role.OWNER, "mia@acme.example");
        mia.delete("/api/v1/orgs/acme/collectors/" + shown.id).expect(204);
        var told = heartbeat(shown).expect(401);
        assertEquals(401, told.json().path("status").asInt());
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNotEvenRead() throws Exception {
        var enrolled = acme.enrolled("foreign-1");
        var foreign = Authority.make(UUID.randomUUID(), new SecureRandom(), hub.clock.instant());
        var request = CertificateRequest.read(Requests.pem(enrolled.pair()));
        var leaf = foreign.issue(request, enrolled.collector().id, hub.clock.instant());
        var stranger = over(enrolled, leaf.pem());

        // A client that is asked for a certificate of known authorities has none of theirs to show.
        ada.put(REQUIREMENT, Map.of()).expect(204);
        try {
            heartbeat(stranger).expect(403);
        } catch (UncheckedIOException _) {
            // Or it shows it all the same, and there is no connection.
        }
        heartbeat(over(enrolled, certificate(enrolled))).expect(200);
    }

    @Test
    void onlyWhatAnAuthorityMadeForACollectorIsBelieved() throws Exception {
        var now = hub.clock.instant();
        var own = new Authorities(hub.database(), TestDatabase.KEY, new SecureRandom(), hub.clock);
        var tls = new MutualTls(own, hub.clock);
        var foreign = Authority.make(UUID.randomUUID(), new SecureRandom(), now);
        var request = CertificateRequest.read(Requests.pem());
        var id = UUID.randomUUID();

        tls.check((X509Certificate) read(own.signing().issue(request, id, now).pem()));
        var theirs = (X509Certificate) read(foreign.issue(request, id, now).pem());
        assertThrows(CertificateException.class, () -> tls.check(theirs));
        var listener = own.listening().show(List.of("localhost"), now).certificate();
        assertThrows(CertificateException.class, () -> tls.check(listener));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/healthz",
                "/login",
                "/api/v1/me",
                "/api/v1/agents/../me",
                "/static/x"
            })
    void nothingElseIsThere(String path) throws Exception {
        var enrolled = acme.enrolled("alone-1");
        var client = client(context(enrolled.answer(), enrolled.pair(), null));
        var uri = URI.create(hub.collectorsAt() + path);

        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

        assertEquals(404, answer.statusCode());
        assertEquals(
                "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void aSuccessorOfTheAuthorityInterruptsNobody() throws Exception {
        var enrolled = acme.enrolled("first-1");
        var first = over(enrolled, certificate(enrolled));
        heartbeat(first).expect(200);
        hub.clock.pass(Authority.OWN.minus(Authorities.OVERLAP));
        var second = acme.enrolled("second-1");

        heartbeat(over(second, certificate(second))).expect(200);
        first.post(ROTATE, "{}").expect(200);
    }

    @Test
    void theRequirementIsTheOrganizationsOwn() {
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        var theirs = new Enrolling(hub, gil, "globex").enrolled("theirs-1").collector();
        gil.put(REQUIREMENT, Map.of()).expect(404);
        ada.put(REQUIREMENT, Map.of()).expect(204);

        heartbeat(theirs).expect(200);
        var oscar = hub.member(hub.acme(), Role.OPERATOR, "oscar@acme.example");
        oscar.delete(REQUIREMENT).expect(403);
    }

    private TestClient.Answer heartbeat(TestCollector collector) {
        return collector.post(HEARTBEAT, HeartbeatsTest.body(hub.clock.instant()));
    }

    private TestCollector over(Enrolling.Enrolled enrolled, @Nullable String certificate)
            throws Exception {
        var context = context(enrolled.answer(), enrolled.pair(), certificate);
        return enrolled.collector().over(client(context), hub.collectorsAt());
    }

    private static String certificate(Enrolling.Enrolled enrolled) {
        return enrolled.answer().json().path("certificate").asText();
    }

    private static String csr(Enrolling.Enrolled enrolled) {
        var pem = Requests.pem(enrolled.pair()).replace("\r", "").replace("\n", "\\n");
        return "{\"csr\": \"" + pem + "\"}";
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .sslContext(context)
                .build();
    }

    private static SSLContext context(
            TestClient.Answer told, KeyPair pair, @Nullable String certificate) throws Exception {
        var believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        for (var authority : all(told.json().path("ca").asText())) {
            believed.setCertificateEntry("hub " + believed.size(), authority);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (certificate != null) {
            var chain = new Certificate[] {read(certificate)};
            own.setKeyEntry("own", pair.getPrivate(), new char[0], chain);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static Certificate read(String pem) throws Exception {
        return all(pem).getFirst();
    }

    private static List<Certificate> all(String pem) throws Exception {
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(bytes));
    }
}
