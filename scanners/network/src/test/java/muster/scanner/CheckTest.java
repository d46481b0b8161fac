package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import muster.replay.FakeRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scanner check} says of the file's hub, sites and logins. */
class CheckTest {
    private static final String PROBLEM = "{\"title\":\"Not known\"}";

    @TempDir private Path folder;
    private HttpServer server;
    private String scheme = "http";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answers(int status, String mediaType, String body) {
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", mediaType);
                    exchange.sendResponseHeaders(status, body.length());
                    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
    }

    private static Scanner scanner(ByteArrayOutputStream said) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Scanner(Map.of(), out, out, "test");
    }

    private String check(int status, String more) throws IOException {
        return check(status, Path.of(scannerFile(more)));
    }

    private static String check(int status, Path file) {
        var said = new ByteArrayOutputStream();

        assertEquals(
                status, scanner(said).run("check", "--config", file.toString()), said::toString);

        return said.toString(StandardCharsets.UTF_8);
    }

    private String scannerFile(String more) throws IOException {
        var text =
                """
                hub: {url: "%s://127.0.0.1:%d"%s}
                sites:
                  - {name: HQ, ranges: [127.79.1.1]}
                  - {name: Attic, ranges: [127.79.1.0/30], schedule: {every: 90m}}
                """
                        .formatted(scheme, server.getAddress().getPort(), more);
        return Files.writeString(folder.resolve("scanner.yaml"), text).toString();
    }

    @Test
    void aHubThatIsThereIsEnough() throws IOException {
        answers(401, "application/problem+json", PROBLEM);

        var said = check(Scanner.DONE, ", enrollment_token: mst_enroll_x");

        assertTrue(said.contains("is there; this scanner enrolls at its first run"), said);
    }

    @Test
    void aScannerThatCannotEnrollIsSaid() throws IOException {
        answers(401, "application/problem+json", PROBLEM);

        var said = check(Scanner.FAILED, "");

        assertTrue(said.contains("not enrolled, and enrollment_token is missing"), said);
    }

    @Test
    void aRunThatCannotEnrollSaysWhichTokenIsMissing() throws Exception {
        answers(401, "application/problem+json", PROBLEM);
        var file = scannerFile(", enrollment_token: {env: GONE}");
        var said = new ByteArrayOutputStream();

        assertEquals(Scanner.FAILED, scanner(said).run("run", "--once", "--config", file));

        assertTrue(
                said.toString(StandardCharsets.UTF_8)
                        .contains("not enrolled, and line 1: env: the environment has no GONE"),
                said::toString);
    }

    @Test
    void whatStandsInTheHubsPlaceIsSaid() throws IOException {
        answers(200, "text/html", "<h1>Welcome to the hotel</h1>");

        var said = check(Scanner.FAILED, ", enrollment_token: mst_enroll_x");

        assertTrue(said.contains("not the hub, but something on the way to it answered"), said);
    }

    @Test
    void aHubThatIsNotThereIsSaid() throws IOException {
        server.stop(0);

        var said = check(Scanner.FAILED, ", enrollment_token: mst_enroll_x");

        assertTrue(said.contains("is not there"), said);
    }

    @Test
    void authoritiesThatCannotBeReadAreSaid() throws IOException {
        scheme = "https";

        var said = check(Scanner.FAILED, ", enrollment_token: mst_enroll_x, ca: nope.pem");

        assertTrue(said.contains("nope.pem"), said);
    }

    @Test
    void addressesOfTwoSitesAreSaid() throws IOException {
        answers(401, "application/problem+json", PROBLEM);

        var said = check(Scanner.DONE, ", enrollment_token: mst_enroll_x");

        assertTrue(said.contains("sites HQ and Attic share addresses"), said);
        assertTrue(said.contains("every 90 minutes"), said);
    }

    @Test
    void aStateThatCannotBeMadeIsSaid() throws IOException {
        answers(401, "application/problem+json", PROBLEM);
        Files.writeString(folder.resolve("muster-scanner"), "a file");

        var said = check(Scanner.FAILED, ", enrollment_token: mst_enroll_x");

        assertTrue(said.contains("muster-scanner cannot be made"), said);
    }

    @Test
    void aDeviceThatIsThereAndLetsNobodyInSaysWhy() throws IOException {
        int port;
        try (var router = router(0)) {
            port = router.address().getPort();
            var said = check(Scanner.DONE, login(port));
            assertTrue(said.contains("works at 127.79.4.1"), said);
        }
        try (var other = router(port)) {
            var said = check(Scanner.FAILED, login(other.address().getPort()));
            assertTrue(said.contains("no login at 127.79.4.1: SSH: its host key changed"), said);
        }
    }

    private static FakeRouter router(int port) {
        return FakeRouter.withPrompt("attic#")
                .answering("show version", "Version 1.2")
                .lettingIn("noc", "river")
                .onAddresses(List.of("127.79.4.1"))
                .onPort(port)
                .started();
    }

    private Path login(int port) throws IOException {
        return Files.writeString(
                folder.resolve("scanner.yaml"),
                """
                sites:
                  - {name: HQ, ranges: [127.79.4.1], ssh_port: %d}
                credentials:
                  - {name: noc, kind: ssh, user: noc, password: river, allow: [127.0.0.0/8]}
                """
                        .formatted(port));
    }
}
