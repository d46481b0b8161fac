package muster.agent;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who a collector is to its hub. It is kept in one file, so that no crash leaves half of it.
 *
 * @param organization its id, empty where the hub did not tell
 * @param hub where it enrolled: the ordinary listener
 * @param endpoint where the hub wants its reports; another listener where certificates are shown
 * @param ca the hub's authorities in PEM
 * @param certificate its own in PEM
 * @param privateKey of the certificate, PKCS #8 in base64
 * @param keys the one that signs, and while it is replaced the other that still counts
 * @param keySince since when the first of them signs
 * @param machine on which it enrolled
 */
record Identity(
        UUID agentId,
        String organization,
        URI hub,
        URI endpoint,
        String ca,
        String certificate,
        String privateKey,
        List<HmacKey> keys,
        Instant keySince,
        Fingerprint machine) {
    private static final String FILE = "identity.json";

    Identity {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an identity without a key");
        }
    }

    /** The one in this folder; an unreadable one is told and kept, since it may be mended. */
    static Optional<Identity> in(Home home) throws IOException {
        var file = home.read(FILE);
        return file.isEmpty() ? Optional.empty() : Optional.of(read(Json.read(file.get())));
    }

    void save(Home home) throws IOException {
        home.write(
                FILE,
                Json.object(json -> {
                    json.writeStringField("agent_id", agentId.toString());
                    json.writeStringField("organization", organization);
                    json.writeStringField("hub", hub.toString());
                    json.writeStringField("endpoint", endpoint.toString());
                    json.writeStringField("ca", ca);
                    json.writeStringField("certificate", certificate);
                    json.writeStringField("private_key", privateKey);
                    json.writeArrayFieldStart("keys");
                    for (var key : keys) {
                        key.write(json);
                    }
                    json.writeEndArray();
                    json.writeStringField("key_since", keySince.toString());
                    json.writeFieldName("machine");
                    machine.write(json);
                }));
    }

    private static Identity read(Json json) throws IOException {
        var keys = new ArrayList<HmacKey>();
        for (var key : json.objects("keys")) {
            keys.add(HmacKey.read(key));
        }
        try {
            return new Identity(
                    UUID.fromString(json.text("agent_id")),
                    json.textIfAny("organization").orElse(""),
                    URI.create(json.text("hub")),
                    URI.create(json.text("endpoint")),
                    json.text("ca"),
                    json.text("certificate"),
                    json.text("private_key"),
                    keys,
                    Instant.parse(json.text("key_since")),
                    Fingerprint.read(json.object("machine")));
        } catch (RuntimeException e) {
            throw new IOException(FILE + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether what is meant for the one's organization is not for the other's. */
    boolean isOfAnotherOrganizationThan(Identity other) {
        return !organization.isEmpty()
                && !other.organization.isEmpty()
                && !organization.equals(other.organization);
    }

    HmacKey key() {
        return keys.getFirst();
    }

    Identity withKeys(List<HmacKey> keys, Instant since) {
        return new Identity(
                agentId,
                organization,
                hub,
                endpoint,
                ca,
                certificate,
                privateKey,
                keys,
                since,
                machine);
    }

    Identity withCertificate(String certificate, String ca) {
        return new Identity(
                agentId,
                organization,
                hub,
                endpoint,
                ca,
                certificate,
                privateKey,
                keys,
                keySince,
                machine);
    }

    X509Certificate parsedCertificate() throws CertificateException {
        return Pem.certificates(certificate).stream()
                .findFirst()
                .orElseThrow(() -> new CertificateException("no certificate"));
    }

    /** The pair that the certificate is of. */
    KeyPair pair() throws GeneralSecurityException {
        var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey));
        return new KeyPair(
                parsedCertificate().getPublicKey(),
                KeyFactory.getInstance("EC").generatePrivate(encoded));
    }

    /** Without its secrets: whatever is printed ends in a log. */
    @Override
    public String toString() {
        return "agent %s of %s".formatted(agentId, hub);
    }
}
