package muster.agent;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Replaces a collector's certificate before it ends, or whenever it has, and its signing key from
 * time to time. Both go by the key and the old signature alone, so that one comes back after any
 * sleep. Whatever comes of it keeps no report waiting: it is tried after all else was said.
 */
final class Renewal {
    static final String VERB = "rotate";

    /** Between two tries: what is refused now will be for a while. */
    static final Duration EVERY = Duration.ofHours(1);

    private final Pace pace;
    private final Clock clock;
    private final HubTime time;
    private final Line line;
    private final Due due;
    private volatile boolean keyWanted;

    Renewal(Pace pace, Clock clock, HubTime time, Line line) {
        this.pace = pace;
        this.clock = clock;
        this.time = time;
        this.line = line;
        due = new Due(clock, EVERY);
    }

    /** Replaces the signing key at the next occasion. */
    void wantKey() {
        keyWanted = true;
    }

    /** Replaces what is due. */
    Outcome renew(Connection connection, UUID epoch) throws IOException {
        boolean certificate = needsCertificate(connection.identity());
        boolean key = needsKey(connection.identity());
        return (certificate || key) && due.isNow()
                ? rotate(connection, epoch, certificate, key)
                : Outcome.NOTHING;
    }

    /** The hub takes this certificate no more, whatever this machine's clock says. */
    Outcome renewRefused(Connection connection, UUID epoch) throws IOException {
        return due.isNow() ? rotate(connection, epoch, true, false) : Outcome.PAUSE;
    }

    /** By the hub's clock alone: by one that is days ahead each new certificate is old. */
    private boolean needsCertificate(Identity identity) {
        try {
            var end = identity.parsedCertificate().getNotAfter().toInstant();
            return time.isKnown() && time.now().isAfter(end.minus(pace.renewal()));
        } catch (CertificateException unreadable) {
            return true;
        }
    }

    /** Not while another rotation is still unfinished. */
    private boolean needsKey(Identity identity) {
        Instant end = identity.keySince().plus(pace.keyLife());
        return identity.keys().size() == 1 && (keyWanted || clock.instant().isAfter(end));
    }

    private Outcome rotate(Connection connection, UUID epoch, boolean certificate, boolean key)
            throws IOException {
        due.done();
        var csr = certificate ? connection.csr() : "";
        var body =
                Json.object(json -> {
                    if (certificate) {
                        json.writeStringField("csr", csr);
                    }
                    json.writeBooleanField("hmac", key);
                });
        var message = Connection.Message.json(VERB, body);
        var answer = line.ask(VERB, () -> connection.post(message, epoch, Connection.NO_SEQUENCE));
        return answer.isPresent() ? react(connection, answer.get()) : Outcome.PAUSE;
    }

    private Outcome react(Connection connection, Answer answer) throws IOException {
        return switch (answer.meaning()) {
            case DELIVERED -> {
                take(connection, answer.json());
                line.worked();
                yield Outcome.GO_ON;
            }
            case ENROLL_AGAIN -> Outcome.ENROLL;
            case GONE -> Outcome.STOP;
            case SET_ASIDE,
                    FORBIDDEN,
                    CERTIFICATE_REQUIRED,
                    CERTIFICATE_REFUSED,
                    FORKED,
                    FULL_NEEDED,
                    LATER,
                    ELSEWHERE -> {
                line.failed(VERB + ": " + answer.why(), answer);
                yield Outcome.PAUSE;
            }
        };
    }

    private void take(Connection connection, Json said) throws IOException {
        var identity = connection.identity();
        var certificate = said.textIfAny("certificate");
        var ca = said.textIfAny("ca").orElse(identity.ca());
        var next = identity.withCertificate(certificate.orElse(identity.certificate()), ca);
        var key = said.objectIfAny("hmac");
        if (key.isPresent()) {
            // The old one stays until the hub has taken something by the new one.
            var keys = List.of(HmacKey.read(key.get()), identity.key());
            next = next.withKeys(keys, clock.instant());
            keyWanted = false;
        }
        connection.become(next);
    }
}
