package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import muster.events.EventsOf;
import muster.tenancy.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large bodies of strangers take a part of the memory and no more. */
@Timeout(60)
class BytesUnderWayTest {
    private static final int MIB = 1024 * 1024;
    private static final int PASTES = 3;
    private static final String EVENTS = "/api/v1/agents/events";

    @Test
    void whoeverComesWhenStrangersSendMuchIsToldToComeBackAndMembersAreNot() throws Exception {
        var paste = Map.of("text", "x".repeat(MIB));
        try (var hub = new ClockedHub()) {
            var owner = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var sending = new ArrayList<Socket>();
            for (int i = 0; i < PASTES; i++) {
                sending.add(begun(hub, "203.0.113." + i));
            }

            var refused = awaitRefused(hub, paste);
            assertEquals(List.of("5"), refused.response().headers().allValues("Retry-After"));
            owner.submit("/o/acme/imports", paste).expect(422);
            // A collector's body is read before its signature can be checked.
            var collector = hub.collector(hub.acme());
            collector
                    .send(collector.signed("POST", EVENTS, 1, EventsOf.lines("large", 2_500)))
                    .expect(200);

            for (var socket : sending) {
                socket.close();
            }
            hub.client().submit("/", paste).expect(422);
        }
    }

    private static TestClient.Answer awaitRefused(ClockedHub hub, Map<String, String> paste) {
        var answer = hub.client().submit("/", paste);
        while (answer.status() == 422) {
            answer = hub.client().submit("/", paste);
        }
        return answer.expect(503);
    }

    /** A paste of the largest kind, of which the last bytes do not come. */
    private static Socket begun(ClockedHub hub, String address) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port());
        var head =
                """
                POST / HTTP/1.1\r
                Host: localhost\r
                X-Forwarded-For: %s\r
                Content-Type: text/plain\r
                Content-Length: %d\r
                \r
                """
                        .formatted(address, 8 * MIB);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[8 * MIB - 1]);
        return socket;
    }
}
