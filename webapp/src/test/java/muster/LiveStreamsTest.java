package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import muster.identity.Sessions;
import muster.tenancy.Role;
import muster.web.Announcements;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One session listens once; whatever it opens beyond that ends what it opened before. */
@Timeout(60)
@Tag("slow")
class LiveStreamsTest {
    private static final int MORE = 10;

    @Test
    void aSessionThatOpensManyStreamsKeepsTheLatest() throws IOException {
        try (var hub = new ClockedHub()) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var open = new ArrayDeque<BufferedReader>();
            for (int i = 0; i < Announcements.STREAMS_PER_BROWSER_MAX + MORE; i++) {
                open.add(listening(hub, ada.header("Cookie")));
                if (open.size() > Announcements.STREAMS_PER_BROWSER_MAX) {
                    readToEnd(open.removeFirst());
                }
            }

            assertEquals(Announcements.STREAMS_PER_BROWSER_MAX, open.size());
        }
    }

    @Test
    void anOpenPageWhoseReaderLeftKeepsNoSessionAlive() throws IOException {
        try (var hub = new ClockedHub()) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var left = hub.client().with("Cookie", ada.header("Cookie"));
            left.with("X-Unattended", "live");

            for (int hours = 1; hours < Sessions.IDLE_MAX.toHours(); hours++) {
                hub.clock.pass(Duration.ofHours(1));
                listening(hub, ada.header("Cookie"));
                left.get("/o/acme/devices").expect(200);
            }
            hub.clock.pass(Duration.ofHours(1));

            ada.get("/api/v1/me").expect(401);
        }
    }

    @Test
    void whereSomebodyListenedLastIsWhereTheyBegin() throws IOException {
        try (var hub = new ClockedHub()) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            hub.person(hub.globex(), Role.VIEWER, "ada@acme.example");
            ada.get("/orgs?to=last").expect(200);

            listening(hub, ada.header("Cookie"));

            assertEquals("/o/acme", ada.get("/orgs?to=last").expect(303).location());
        }
    }

    /** Returns when the hub has ended the stream, which by itself it never does. */
    private static void readToEnd(BufferedReader stream) throws IOException {
        var line = stream.readLine();
        while (line != null) {
            line = stream.readLine();
        }
    }

    private static BufferedReader listening(ClockedHub hub, String cookie) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port());
        var request =
                """
                GET /o/acme/live HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Accept: text/event-stream\r
                Cookie: %s\r
                \r
                """
                        .formatted(cookie);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var stream =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var line = stream.readLine();
        while (line != null && !line.contains("listening")) {
            line = stream.readLine();
        }
        assertEquals(":listening", line);
        return stream;
    }
}
