package muster.identity.factors;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Checks what a person's device has made or signed. The user must have been verified by the device:
 * by a finger, a face, a number. Host and origin are those of {@code MUSTER_PUBLIC_URL} alone.
 *
 * <p>What strangers send makes the parsers of JSON and CBOR below stumble in many ways, each with
 * an exception of its own: whatever it is, what was sent is no credential. Nothing here has
 * effects.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/">Web Authentication</a>
 */
final class Ceremony {
    /** A large key with a long list of transports has about a quarter of it. */
    private static final int LETTERS_MAX = 16 * 1024;

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final URI publicUrl;

    /** What it takes, made when first somebody has a passkey: not while the hub starts. */
    private static final class Tools {
        static final ObjectConverter CONVERTER = new ObjectConverter();
        static final WebAuthnManager MANAGER =
                WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
        static final AttestedCredentialDataConverter CREDENTIALS =
                new AttestedCredentialDataConverter(CONVERTER);

        /** What devices sign with, best first; no SHA-1. */
        static final List<PublicKeyCredentialParameters> ALGORITHMS =
                Stream.of(
                                COSEAlgorithmIdentifier.EdDSA,
                                COSEAlgorithmIdentifier.ES256,
                                COSEAlgorithmIdentifier.RS256)
                        .map(one ->
                                new PublicKeyCredentialParameters(
                                        PublicKeyCredentialType.PUBLIC_KEY, one))
                        .toList();

        private Tools() {}
    }

    /** A credential that a device has made; nothing of it is secret, its bytes are base64url. */
    record Made(
            String id,
            String credential,
            long counter,
            List<String> transports,
            boolean backupEligible,
            boolean backedUp) {}

    /** What a device has signed, before anything of it is believed. */
    record Signed(AuthenticationData data) {
        String credentialId() {
            var id = data.getCredentialId();
            return id == null ? "" : TEXT.encodeToString(id);
        }

        /** Whose the device says the credential is. */
        Optional<UUID> person() {
            var handle = data.getUserHandle();
            return handle == null || handle.length != 2 * Long.BYTES
                    ? Optional.empty()
                    : Optional.of(uuid(ByteBuffer.wrap(handle)));
        }

        private static UUID uuid(ByteBuffer bytes) {
            return new UUID(bytes.getLong(), bytes.getLong());
        }
    }

    /** What the signature of a device is worth. */
    sealed interface Verdict {}

    /** It is good. */
    record Good(long counter, boolean backedUp) implements Verdict {}

    /** It is good, but its counter went back: somebody has a copy of the device. */
    record Copied() implements Verdict {}

    /** It is not, or not for this. */
    record Refused() implements Verdict {}

    Ceremony(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** What browsers call the hub. */
    String host() {
        return publicUrl.getHost();
    }

    /** The algorithms that a device may choose from, best first. */
    static List<Long> algorithms() {
        return Tools.ALGORITHMS.stream().map(one -> one.getAlg().getValue()).toList();
    }

    /** How a device knows a person again. */
    static String handle(UUID person) {
        return text(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(person.getMostSignificantBits())
                        .putLong(person.getLeastSignificantBits())
                        .array());
    }

    /** Bytes as browsers write them. */
    static String text(byte[] bytes) {
        return TEXT.encodeToString(bytes);
    }

    /** The credential that a device has made for this challenge. */
    Optional<Made> made(String json, String challenge) {
        try {
            var data =
                    Tools.MANAGER.verify(
                            Tools.MANAGER.parseRegistrationResponseJSON(bounded(json)),
                            new RegistrationParameters(
                                    property(challenge), Tools.ALGORITHMS, true, true));
            return Optional.ofNullable(data.getAttestationObject())
                    .map(AttestationObject::getAuthenticatorData)
                    .flatMap(made -> made(made, transports(data)));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    private static Optional<Made> made(AuthenticatorData<?> made, List<String> transports) {
        return Optional.ofNullable(made.getAttestedCredentialData())
                .map(credential ->
                        new Made(
                                text(credential.getCredentialId()),
                                text(Tools.CREDENTIALS.convert(credential)),
                                made.getSignCount(),
                                transports,
                                made.isFlagBE(),
                                made.isFlagBS()));
    }

    private static List<String> transports(RegistrationData data) {
        return Optional.ofNullable(data.getTransports()).stream()
                .flatMap(Set::stream)
                .map(AuthenticatorTransport::getValue)
                .sorted()
                .toList();
    }

    /** What a device says it has signed; nothing where it says nothing that can be read. */
    Optional<Signed> signed(String json) {
        try {
            return Optional.of(
                    new Signed(Tools.MANAGER.parseAuthenticationResponseJSON(bounded(json))));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether a device has signed this challenge with the credential that the hub knows. */
    Verdict verdict(Signed signed, Passkeys.Known known, String challenge) {
        var present = signed.data().getAuthenticatorData();
        if (present == null) {
            return new Refused();
        }
        var stored =
                new CredentialRecordImpl(
                        new NoneAttestationStatement(),
                        true,
                        known.backupEligible(),
                        known.backedUp(),
                        known.counter(),
                        Tools.CREDENTIALS.convert(bytes(known.credential())),
                        null,
                        null,
                        null,
                        null);
        try {
            Tools.MANAGER.verify(
                    signed.data(),
                    new AuthenticationParameters(
                            property(challenge),
                            stored,
                            List.of(bytes(known.credentialId())),
                            true,
                            true));
            return new Good(present.getSignCount(), present.isFlagBS());
        } catch (MaliciousCounterValueException copied) {
            return new Copied();
        } catch (RuntimeException refused) {
            return new Refused();
        }
    }

    private ServerProperty property(String challenge) {
        return ServerProperty.builder()
                .origin(Origin.create(publicUrl.toString()))
                .rpId(host())
                .challenge(new DefaultChallenge(bytes(challenge)))
                .build();
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String bounded(String json) {
        if (json.length() > LETTERS_MAX) {
            throw new IllegalArgumentException("at most " + LETTERS_MAX + " letters");
        }
        return json;
    }
}
