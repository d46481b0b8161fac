package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;

/** A hub where Ada has connected Acme's identity provider, and how browsers come through it. */
final class ConnectedAcme implements AutoCloseable {
    static final String ADA = "ada@acme.example";

    private static final Pattern ID = Pattern.compile("\\sID=\"([^\"]+)\"");
    private static final Pattern REFERENCE = Pattern.compile(">([2-9B-Z]{12})<");
    private static final Pattern CERTIFICATE =
            Pattern.compile("(?s)use=\"encryption\".*?X509Certificate>([^<]+)<");

    final ClockedHub hub;
    final TestIdp idp = TestIdp.rsa("https://idp.example/acme", ClockedHub.MONDAY);
    final TestClient ada;
    final String connection;

    /** The description is pasted; Grace is a member. */
    ConnectedAcme() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, ADA);
        hub.person(hub.acme(), Role.ANALYST, Draft.PERSON);
        var made = put(Map.of("metadata_xml", idp.metadata())).json();
        connection = made.path("connection_id").asText();
        assertEquals(base() + "/acs", made.path("acs_url").asText());
    }

    /** Changes the connection. */
    TestClient.Answer put(Map<String, Object> wanted) {
        return ada.put("/api/v1/orgs/acme/saml", wanted).expect(200);
    }

    /** Where the connection is mounted, as a path. */
    String path() {
        return "/saml/" + connection;
    }

    /** The same as identity providers know it. */
    String base() {
        return "http://localhost:8080" + path();
    }

    /** Sends a browser away; gives the id that the answer must name. */
    String request(TestClient browser, String next) {
        var login = path() + "/login?next=" + next.replace("?", "%3F");
        return id(browser.get(login).expect(303).location(), "SAMLRequest");
    }

    /** The id of the message that a redirect carries in this field. */
    static String id(String location, String field) {
        var raw =
                URI.create(location).getRawQuery().replaceFirst(".*" + field + "=([^&]+).*", "$1");
        var bytes = Base64.getDecoder().decode(URLDecoder.decode(raw, StandardCharsets.UTF_8));
        try (var in =
                new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(true))) {
            var found = ID.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertTrue(found.find());
            return found.group(1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The identity provider answers, and the browser brings it. */
    TestClient.Answer arrive(TestClient browser, String request, UnaryOperator<Draft> change) {
        return arrive(idp, browser, request, change);
    }

    TestClient.Answer arrive(
            TestIdp signer, TestClient browser, String request, UnaryOperator<Draft> change) {
        return bring(browser, response(signer, request, change));
    }

    TestClient.Answer bring(TestClient browser, String response) {
        return browser.submit(path() + "/acs", Map.of("SAMLResponse", response));
    }

    /** An answer as it stands in the form. */
    String response(TestIdp signer, String request, UnaryOperator<Draft> change) {
        var scene = scene(signer, request);
        return Sealing.base64(
                Sealing.write(
                        scene.signed(
                                change.apply(scene.draft()), Scene.Signed.ASSERTION, scene.way())));
    }

    Scene scene(TestIdp signer, String request) {
        return new Scene(
                signer,
                base() + "/acs",
                base() + "/metadata",
                recipient(),
                request,
                hub.clock.instant());
    }

    /** The key to which identity providers encrypt, as the hub publishes it. */
    private PublicKey recipient() {
        var found = CERTIFICATE.matcher(hub.client().get(path() + "/metadata").expect(200).body());
        assertTrue(found.find());
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(
                                    Base64.getMimeDecoder().decode(found.group(1))))
                    .getPublicKey();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The same page as ever, whose reference finds the reason in the organization's log. */
    void refused(TestClient.Answer answer, String reason) {
        assertEquals(403, answer.status(), answer.body());
        assertFalse(answer.body().contains(reason));
        assertEquals(List.of(reason), reasons(answer));
    }

    /** The reasons of the attempts that are found by the reference that the page shows. */
    List<String> reasons(TestClient.Answer page) {
        var found = new ArrayList<String>();
        ada.get("/api/v1/orgs/acme/saml/attempts?q=reference:" + reference(page))
                .expect(200)
                .json()
                .path("items")
                .forEach(one -> found.add(one.path("reason").asText()));
        return found;
    }

    static String reference(TestClient.Answer page) {
        var shown = REFERENCE.matcher(page.body());
        assertTrue(shown.find(), page.body());
        return shown.group(1);
    }

    /** Proves a domain of Acme's, past all name servers. */
    void verify(String domain) {
        var id =
                ada.post("/api/v1/orgs/acme/domains", Map.of("domain", domain))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
        hub.administer("update domains set verified_at = now() where id = '" + id + "'");
    }

    @Override
    public void close() {
        hub.close();
    }
}
