package muster.enrollment;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;

/** How a test's collector enrolls, as a real one does. */
final class Enrolling {
    static final String ENROLL = "/api/v1/agents/enroll";

    private final ClockedHub hub;
    private final TestClient program;

    /** A collector that is in, and the key pair that it made. */
    record Enrolled(TestCollector collector, KeyPair pair, TestClient.Answer answer) {}

    /** For an organization, in which this member may make keys. */
    Enrolling(ClockedHub hub, TestClient member, String organization) {
        this.hub = hub;
        var wanted = Map.of("name", "enrolling", "scopes", List.of("collectors:write"));
        var key = member.post("/api/v1/orgs/" + organization + "/api-keys", wanted).expect(201);
        this.program = hub.client().bearer(key.json().path("key").asText());
    }

    /** A new token. */
    String token(Map<String, Object> wanted) {
        return program.post("/api/v1/enrollment-tokens", wanted)
                .expect(201)
                .json()
                .path("token")
                .asText();
    }

    /** What a collector of this name says of itself. */
    static Map<String, Object> introduction(String hostname, String csr) {
        return new HashMap<>(
                Map.of(
                        "csr",
                        csr,
                        "hostname",
                        hostname,
                        "kind",
                        "agent",
                        "version",
                        "1.0.0",
                        "platform",
                        "linux-x86_64",
                        "machine",
                        "the machine of " + hostname));
    }

    TestClient.Answer ask(String token, String hostname) {
        return ask(token, introduction(hostname, Requests.pem()));
    }

    TestClient.Answer ask(String token, Map<String, Object> introduction) {
        return hub.client().bearer(token).post(ENROLL, introduction);
    }

    /** One that is new, with a token of its own. */
    Enrolled enrolled(String hostname) {
        return enrolled(hostname, Map.of());
    }

    /** The same with a token that is this. */
    Enrolled enrolled(String hostname, Map<String, Object> wanted) {
        var pair = Requests.pair();
        var answer = ask(token(wanted), introduction(hostname, Requests.pem(pair))).expect(201);
        return new Enrolled(collector(answer.json()), pair, answer);
    }

    /** The one that was told this. */
    TestCollector collector(JsonNode told) {
        return hub.collector(
                UUID.fromString(told.path("agent_id").asText()),
                UUID.fromString(told.path("hmac").path("key_id").asText()),
                Base64.getDecoder().decode(told.path("hmac").path("key").asText()));
    }
}
