package muster.identity.factors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionAuthenticatorOutput;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.TestClient;

/** Somebody's device with one passkey, and the browser that asks it: honest unless it is told. */
final class Device {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectConverter CONVERTER = new ObjectConverter();
    private static final byte VERIFIED =
            (byte) (AuthenticatorData.BIT_UP | AuthenticatorData.BIT_UV);

    private final KeyPair keys = keys();
    private final byte[] id = new byte[32];
    private String handle = "";
    private long counter;

    /** What a browser sees the page of. */
    String origin = "http://localhost:8080";

    byte flags = VERIFIED;

    Device() {
        new SecureRandom().nextBytes(id);
    }

    /** Makes a passkey for who is signed in there, and says what the page answers. */
    TestClient.Answer register(TestClient person, String name) {
        var asked = person.post("/api/v1/me/passkeys/challenge", Map.of()).expect(201).json();
        return person.submit(
                "/account/security/passkeys", Map.of("name", name, "credential", made(asked)));
    }

    /** What a browser sends of a new passkey. */
    String made(JsonNode asked) {
        handle = asked.path("person").asText();
        var credential =
                new AttestedCredentialData(
                        AAGUID.ZERO,
                        id,
                        EC2COSEKey.create(
                                (ECPublicKey) keys.getPublic(), COSEAlgorithmIdentifier.ES256));
        var data =
                new AuthenticatorData<RegistrationExtensionAuthenticatorOutput>(
                        host(asked),
                        (byte) (flags | AuthenticatorData.BIT_AT),
                        counter,
                        credential);
        var object =
                new AttestationObjectConverter(CONVERTER)
                        .convertToBytes(
                                new AttestationObject(data, new NoneAttestationStatement()));
        var response = new LinkedHashMap<String, Object>();
        response.put("clientDataJSON", text(clientData("webauthn.create", asked)));
        response.put("attestationObject", text(object));
        response.put("transports", List.of("internal"));
        return written(response);
    }

    /** What any browser is asked to sign. */
    static JsonNode asked(TestClient browser) {
        return browser.post("/api/v1/sessions/challenge", Map.of()).expect(201).json();
    }

    /** What a browser sends of a signature. */
    String signed(JsonNode asked) {
        counter++;
        return signed(asked, handle, counter);
    }

    String signed(JsonNode asked, String handle, long counter) {
        var clientData = clientData("webauthn.get", asked);
        var data =
                new AuthenticatorDataConverter(CONVERTER)
                        .convert(
                                new AuthenticatorData<AuthenticationExtensionAuthenticatorOutput>(
                                        host(asked), flags, counter));
        var response = new LinkedHashMap<String, Object>();
        response.put("clientDataJSON", text(clientData));
        response.put("authenticatorData", text(data));
        response.put("signature", text(signature(data, clientData)));
        response.put("userHandle", handle);
        return written(response);
    }

    String handle() {
        return handle;
    }

    private String written(Map<String, Object> response) {
        try {
            return JSON.writeValueAsString(
                    Map.of(
                            "id", text(id),
                            "rawId", text(id),
                            "type", "public-key",
                            "clientExtensionResults", Map.of(),
                            "response", response));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] clientData(String type, JsonNode asked) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, asked.path("challenge").asText(), origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] signature(byte[] data, byte[] clientData) {
        try {
            var signed = new ByteArrayOutputStream();
            signed.writeBytes(data);
            signed.writeBytes(MessageDigest.getInstance("SHA-256").digest(clientData));
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] host(JsonNode asked) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(asked.path("host").asText().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
