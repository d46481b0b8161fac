package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import javax.xml.transform.dom.DOMSource;
import org.junit.jupiter.api.Test;
import org.opensaml.saml.common.xml.SAMLSchemaBuilder;

/** What an identity provider is told of us. */
class ServiceProviderTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Stage stage = Stage.rsa();

    @Test
    void metadataShowsBothKeysWhileTheyRotate() {
        var first = stage.trust().service().signing();
        var second = Credential.make("acme", RANDOM, Stage.NOW);
        var service =
                new ServiceProvider(
                        "https://muster.example", UUID.randomUUID(), List.of(first, second));
        var metadata = new String(service.metadata(), StandardCharsets.UTF_8);

        for (var key : List.of(first, second)) {
            assertEquals(3, metadata.split(Pattern.quote(key.base64()), -1).length);
        }
        assertTrue(metadata.contains("WantAssertionsSigned=\"true\""));
        assertTrue(metadata.contains(NameId.EMAIL));
        assertTrue(metadata.contains("Location=\"" + service.assertionConsumer() + "\""));
    }

    @Test
    void metadataFollowsItsSchema() throws Exception {
        var metadata =
                Sealing.parse(
                        new String(stage.trust().service().metadata(), StandardCharsets.UTF_8));

        new SAMLSchemaBuilder(SAMLSchemaBuilder.SAML1Version.SAML_11)
                .getSAMLSchema()
                .newValidator()
                .validate(new DOMSource(metadata));
    }

    @Test
    void aRequestIsSignedOverItsVeryLetters() throws GeneralSecurityException, IOException {
        var request = SignOnRequest.make(stage.trust(), "state & more", true, RANDOM, Stage.NOW);
        var query = request.location().getRawQuery();
        var fields =
                Stream.of(query.split("&", -1))
                        .map(part -> part.split("=", 2))
                        .collect(Collectors.toMap(part -> part[0], part -> decoded(part[1])));
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(stage.trust().service().signing().certificate().getPublicKey());
        verifier.update(
                query.substring(0, query.indexOf("&Signature="))
                        .getBytes(StandardCharsets.US_ASCII));
        var message = inflated(fields);

        assertTrue(verifier.verify(Base64.getDecoder().decode(fields.get("Signature"))));
        assertEquals("state & more", fields.get("RelayState"));
        assertTrue(message.contains("ID=\"" + request.id() + "\""), message);
        assertTrue(message.contains("ForceAuthn=\"true\""), message);
        assertTrue(message.contains(stage.trust().service().assertionConsumer()), message);
    }

    private static String inflated(Map<String, String> fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new InflaterOutputStream(bytes, new Inflater(true))) {
            out.write(Base64.getDecoder().decode(fields.get("SAMLRequest")));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Test
    void everyRequestHasAnIdThatNobodyGuesses() {
        var ids =
                Stream.generate(() ->
                                SignOnRequest.make(stage.trust(), "", false, RANDOM, Stage.NOW)
                                        .id())
                        .limit(20)
                        .collect(Collectors.toSet());

        assertEquals(20, ids.size());
        ids.forEach(id -> assertTrue(id.matches("_[0-9a-f]{40}"), id));
    }

    @Test
    void aRelayStateIsShort() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SignOnRequest.make(stage.trust(), "x".repeat(81), false, RANDOM, Stage.NOW));
    }

    @Test
    void aKeyIsKeptAndNeverPrinted() throws GeneralSecurityException {
        var made = Credential.make("acme", RANDOM, Stage.NOW);
        var kept = Credential.kept(made.certificate().getEncoded(), made.key().getEncoded());

        assertEquals(made.certificate(), kept.certificate());
        assertEquals(made.key(), kept.key());
        assertEquals(Stage.NOW.plus(Duration.ofDays(3 * 365)), made.notAfter());
        assertFalse(made.toString().contains("modulus"), made.toString());
    }
}
