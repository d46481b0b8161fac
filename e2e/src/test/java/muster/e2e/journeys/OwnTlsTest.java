package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import muster.e2e.Browser;
import muster.e2e.Look;
import muster.e2e.Person;
import muster.e2e.Programs;
import muster.e2e.RunningHub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that makes its own https, and a machine that is told to trust it by the lines it copies.
 */
@Tag("browser")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OwnTlsTest {
    private static final Person MARY =
            new Person("Mary Jackson", "mary@tunnel.example", "supersonic-tunnel-four", "Tunnel");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    @TempDir Path home;

    @Test
    void aMachineTrustsTheHubByWhatItsPageSays() throws Exception {
        int port = RunningHub.freePort();
        var settings =
                Map.of(
                        "MUSTER_TLS",
                        "own",
                        "MUSTER_BIND",
                        "127.0.0.1",
                        "MUSTER_PORT",
                        "" + port,
                        "MUSTER_PUBLIC_URL",
                        "https://localhost:" + port,
                        "MUSTER_DOWNLOADS",
                        Programs.downloads().toString());
        try (var hub = RunningHub.start(settings);
                var browser = Browser.start();
                var visitor =
                        browser.visitor(
                                hub, Look.WIDE_LIGHT.options().setIgnoreHTTPSErrors(true))) {
            var page = visitor.open("/signup");
            Entrance.signUp(MARY, page);
            visitor.open(page.url().replaceFirst("(/o/[^/]+).*", "$1") + "/enroll");
            Find.button(page, "Make a token and wait").click();
            page.locator("#heard").getByText("Waiting for the script").waitFor();
            var lines = oneLine(page).replace("sudo -E sh", "sh");

            var said = shell(lines, 0);

            assertTrue(said.contains("muster-ca.pem: OK"), said);
            assertTrue(said.contains("checksum and signature are good"), said);
            assertTrue(said.contains("and acknowledged"), said);
            // Whoever stands between has another authority, and gets nothing.
            var forged = DIGEST.matcher(lines).replaceAll("0".repeat(64));
            assertTrue(shell("rm -rf muster-ca.pem agent; " + forged, -1).contains("FAILED"));
            assertFalse(Files.exists(home.resolve("agent/current")));
        }
    }

    private static String oneLine(Page page) {
        return page.locator("details.way").first().locator("pre").innerText();
    }

    /** What somebody copies, in a folder of the test, reporting once. */
    private String shell(String lines, int status) throws IOException, InterruptedException {
        var log = home.resolve("log");
        var shell =
                new ProcessBuilder("sh", "-c", lines)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        shell.environment().remove("CURL_CA_BUNDLE");
        shell.environment()
                .putAll(
                        Map.of(
                                "MUSTER_AGENT_HOME",
                                home.resolve("agent").toString(),
                                "MUSTER_AGENT_ONCE",
                                "1"));
        int ended = shell.start().waitFor();
        var said = Files.readString(log, StandardCharsets.UTF_8);
        assertTrue(status < 0 || ended == status, said);
        return said;
    }
}
