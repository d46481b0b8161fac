package muster.agent;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import muster.wire.ProblemType;

/** What a fake hub answers. A status of 0 hangs up. */
record Reply(int status, String body, Map<String, String> headers) {
    static final Reply HANG_UP = of(0);

    /** As the hub refuses, of the type that goes with the status. */
    static Reply of(int status) {
        return switch (status) {
            case 409 -> of(status, ProblemType.FORKED.urn());
            case 410 -> of(status, ProblemType.ORGANIZATION_GONE.urn());
            case 412 -> of(status, ProblemType.SEND_FULL.urn());
            default -> of(status, "about:blank");
        };
    }

    static Reply of(int status, String type) {
        return new Reply(
                status,
                "{\"type\": \"%s\", \"detail\": \"because\"}".formatted(type),
                Map.of("Content-Type", "application/problem+json"));
    }

    /** A page of whatever stands between. */
    static Reply page(int status) {
        return new Reply(
                status,
                "<html><body>Blocked by policy</body></html>",
                Map.of("Content-Type", "text/html"));
    }

    static Reply json(int status, byte[] body) {
        return json(status, new String(body, StandardCharsets.UTF_8));
    }

    static Reply json(int status, String body) {
        return new Reply(status, body, Map.of("Content-Type", "application/json"));
    }
}
