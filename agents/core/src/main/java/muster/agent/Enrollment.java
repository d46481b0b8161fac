package muster.agent;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How a collector becomes one: it shows a token and a key of its own, and is given an identity. */
final class Enrollment {
    private static final String VERB = "enroll";

    private final Home home;
    private final Hub hub;
    private final Applicant applicant;
    private final Clock clock;

    /** What is done before a collector is somebody else. */
    interface Arrival {
        void of(Identity identity) throws IOException;
    }

    /** The hub would not have it; the message says why. */
    static final class Refused extends IOException {
        private final Answer answer;

        Refused(Answer answer) {
            super("enrollment: " + answer.why());
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    Enrollment(Home home, Hub hub, Applicant applicant, Clock clock) {
        this.home = home;
        this.hub = hub;
        this.applicant = applicant;
        this.clock = clock;
    }

    /**
     * Asks once, and keeps what comes of it. The private key is made here and never leaves this
     * machine; the token goes in a header, where no body that is kept or logged has it.
     *
     * @throws Refused by the hub
     * @throws IOException there was no answer
     */
    Identity with(String token, Arrival arrival) throws IOException {
        var way = hub.way(hub.address(), null, false);
        try {
            var pair = EnrollmentKey.in(home, applicant.machine());
            var headers =
                    Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token);
            var answer = hub.post(way, VERB, headers, body(pair));
            if (!answer.isDelivered()) {
                throw new Refused(answer);
            }
            var identity = identity(answer.json(), pair);
            arrival.of(identity);
            SpentToken.keep(token, home);
            identity.save(home);
            EnrollmentKey.forget(home);
            return identity;
        } catch (GeneralSecurityException e) {
            throw new IOException("no key of P-256 can be made here: " + e.getMessage(), e);
        }
    }

    private byte[] body(KeyPair pair) throws GeneralSecurityException {
        var csr = Csr.of(applicant.hostname(), pair);
        return Json.object(json -> {
            json.writeStringField("csr", csr);
            json.writeStringField("hostname", applicant.hostname());
            json.writeStringField("kind", applicant.kind());
            json.writeStringField("version", applicant.version());
            json.writeStringField("platform", applicant.platform());
            var machine = applicant.machine().strongest();
            if (machine.isPresent()) {
                json.writeStringField("machine", machine.get());
            }
        });
    }

    private Identity identity(Json said, KeyPair pair) throws IOException {
        try {
            var endpoint = said.textIfAny("endpoint").map(URI::create).orElse(hub.address());
            return new Identity(
                    UUID.fromString(said.text("agent_id")),
                    said.textIfAny("organization").orElse(""),
                    hub.address(),
                    endpoint,
                    said.text("ca"),
                    said.text("certificate"),
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
                    List.of(HmacKey.read(said.object("hmac"))),
                    clock.instant(),
                    applicant.machine());
        } catch (IllegalArgumentException e) {
            throw new IOException("the hub's answer to enrolling is not one: " + e.getMessage(), e);
        }
    }
}
