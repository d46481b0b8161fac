package muster;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.database.TemporaryFolder;

/**
 * A hub that starts on an empty folder, answers a visitor and stops: the launcher runs it once
 * after a build, and the JVM remembers which classes it needed.
 */
public final class Rehearsal {
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;
    private static final int FREE_PORT_MIN = 20_000;
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/pricing",
                    "/signup",
                    "/login",
                    "/docs",
                    "/docs/api",
                    "/readyz",
                    "/api/v1/openapi.json",
                    "/api/v1/me",
                    "/o/nobody/devices");

    private final URI url;
    private final HttpClient visitor = HttpClient.newHttpClient();

    private Rehearsal(URI url) {
        this.url = url;
    }

    static void main() throws Exception {
        try (var folder = TemporaryFolder.named("muster-rehearsal")) {
            int port = freePort(FREE_PORT_MIN);
            var settings =
                    Settings.read(
                            Map.of(
                                    "MUSTER_DATA", folder.path().resolve("data").toString(),
                                    "MUSTER_PORT", Integer.toString(port),
                                    "MUSTER_COLLECTOR_PORT", Integer.toString(freePort(port + 1))));
            try (var _ = Hub.start(settings, Clock.systemUTC())) {
                new Rehearsal(settings.publicUrl()).visit();
            }
        }
        // Threads of the client and of libraries must not keep the process.
        System.exit(0);
    }

    private void visit() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            for (var page : PAGES) {
                var request = HttpRequest.newBuilder(url.resolve(page)).timeout(ANSWER_AT_MOST);
                visitor.send(request.build(), BodyHandlers.discarding());
            }
        }
    }

    private static int freePort(int first) throws IOException {
        // Below the ports that outgoing connections get, such as those to the database.
        for (int port = first; ; port++) {
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (BindException _) {
                // Somebody uses it: try the next.
            }
        }
    }
}
