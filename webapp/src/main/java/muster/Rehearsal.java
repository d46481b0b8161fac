package muster;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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
                    "/feeds",
                    "/o/nobody/devices",
                    "/o/{org}",
                    "/o/{org}/devices",
                    "/o/{org}/devices?q=status:reporting&sort=-findings",
                    "/o/{org}/devices/{device}",
                    "/o/{org}/devices/{device}/software",
                    "/o/{org}/devices/{device}/findings",
                    "/o/{org}/devices/{device}/timeline",
                    "/o/{org}/software",
                    "/o/{org}/findings",
                    "/o/{org}/vulnerabilities",
                    "/o/{org}/coverage");
    private static final String DEMO = "demo";
    private static final Duration DEMO_MADE_AT_MOST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Pattern FIRST_ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final URI url;
    private final HttpClient visitor = HttpClient.newHttpClient();

    private Rehearsal(URI url) {
        this.url = url;
    }

    static void main() throws Exception {
        var data = Files.createTempDirectory("muster-rehearsal");
        try {
            int port = freePort(FREE_PORT_MIN);
            var settings =
                    Settings.read(
                            Map.of(
                                    "MUSTER_DATA", data.resolve("data").toString(),
                                    "MUSTER_PORT", Integer.toString(port),
                                    "MUSTER_COLLECTOR_PORT", Integer.toString(freePort(port + 1))));
            try (var _ = Hub.start(settings, Clock.systemUTC(), true)) {
                new Rehearsal(settings.publicUrl()).visit();
            }
        } finally {
            delete(data);
        }
        // Threads of the client and of libraries must not keep the process.
        System.exit(0);
    }

    private void visit() throws IOException, InterruptedException {
        var device = deviceOfDemo();
        for (int round = 0; round < ROUNDS; round++) {
            for (var page : PAGES) {
                get(page.replace("{org}", DEMO).replace("{device}", device));
            }
        }
    }

    /** The demo organization is there for everybody to look at, so its pages need no sign-up. */
    private String deviceOfDemo() throws IOException, InterruptedException {
        var end = System.nanoTime() + DEMO_MADE_AT_MOST.toNanos();
        while (System.nanoTime() < end) {
            var found = FIRST_ID.matcher(get("/api/v1/orgs/" + DEMO + "/devices?limit=1"));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(PAUSE);
        }
        throw new IOException("no device in the demo organization after " + DEMO_MADE_AT_MOST);
    }

    private String get(String page) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(page)).timeout(ANSWER_AT_MOST);
        return visitor.send(request.build(), BodyHandlers.ofString()).body();
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

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
