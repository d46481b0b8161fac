package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import muster.e2e.Eventually;
import muster.e2e.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real script and the real agent on this machine, watched on the page that listens. */
@Tag("browser")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@ExtendWith(Stage.Opened.class)
class EnrollTest {
    private static final Pattern TOKEN = Pattern.compile("mst_enroll_[A-Za-z0-9_-]+");
    private static final Pattern SCRIPT = Pattern.compile("http://[^']+/agent\\?for=[0-9a-f-]+");
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
    private static final String HEARD_FROM = "#heard";

    private static final Person KATHERINE =
            new Person(
                    "Katherine Johnson",
                    "katherine@orbit.example",
                    "figures-of-friendship-seven",
                    "Orbit");

    private final Stage stage;
    @TempDir Path home;

    EnrollTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aPastedMachineThatEnrollsIsOneDeviceWithTwoSources() throws Exception {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/signup");
            Entrance.signUp(KATHERINE, page);
            var organization = page.url().replaceFirst("(/o/[^/]+).*", "$1");
            pasteThisMachine(visitor.open(organization + "/imports"));

            visitor.open(organization + "/enroll");
            Find.button(page, "Make a token and wait").click();
            page.locator(HEARD_FROM).getByText("Waiting for the script").waitFor();
            var token = first(TOKEN, page.content());
            leavesAndComesBackTo(token, page);
            var said = install(first(SCRIPT, page.content()), token);

            assertTrue(said.contains("checksum and signature are good"), said);
            // The page heard it all by itself.
            page.locator(HEARD_FROM).getByText("1 machine enrolled").waitFor();
            page.locator(HEARD_FROM).getByText("packages received").waitFor();
            var devices = visitor.open(organization + "/devices").locator("main tbody tr");
            assertEquals(1, devices.count());
            devices.getByRole(AriaRole.LINK).first().click();
            page.waitForURL("**/devices/*");
            var sources = visitor.open(page.url() + "/sources").locator("main").innerText();
            assertTrue(sources.contains("agent") || sources.contains("Agent"), sources);
            assertTrue(sources.contains("paste") || sources.contains("Paste"), sources);
            isToldWhenItIsShutOut(visitor.open(organization + "/collectors"));
        }
    }

    /** The button of the page, the browser's own, and one page further and back. */
    private static void leavesAndComesBackTo(String token, Page page) {
        var there = page.url();
        page.getByText("Look again").click();
        assertTrue(page.content().contains(token));
        page.reload();
        assertTrue(page.content().contains(token));
        page.navigate("/downloads");
        page.goBack();
        assertEquals(there, page.url());
        assertTrue(page.content().contains(token));
    }

    private void isToldWhenItIsShutOut(Page collectors) throws Exception {
        collectors.locator("main tbody tr").getByRole(AriaRole.LINK).first().click();
        collectors.waitForURL("**/collectors/*");
        Find.button(collectors, "Revoke").first().click();
        collectors.getByRole(AriaRole.DIALOG).getByText("Revoke").last().click();

        Eventually.holds(
                "the agent is told that its credential counts no more",
                TOLD_WITHIN,
                () -> agent("once").contains("token"));
    }

    private static void pasteThisMachine(Page page) throws IOException {
        page.getByLabel("Hostname").fill(Files.readString(HOSTNAME).strip());
        page.getByLabel("Package list")
                .fill(PackageLists.ofThisMachine().orElse(PackageLists.SMALL));
        Find.button(page, "Add device").click();
        page.waitForURL(Pattern.compile(".*/(devices/.*|imports)"));
    }

    /** As the one line does, but into a folder of the test, once, and without sudo. */
    private String install(String script, String token) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c", "curl -fsSL \"$SCRIPT\" | sh");
        shell.environment()
                .putAll(
                        Map.of(
                                "SCRIPT",
                                script,
                                "MUSTER_ENROLL_TOKEN",
                                token,
                                "MUSTER_AGENT_HOME",
                                home.resolve("agent").toString(),
                                "MUSTER_AGENT_ONCE",
                                "1"));
        return output(shell, 0);
    }

    private String agent(String verb) {
        var program = home.resolve("agent/current/bin/muster-agent").toString();
        var agent = new ProcessBuilder(new ArrayList<>(List.of(program, verb)));
        agent.environment().put("MUSTER_AGENT_HOME", home.resolve("agent").toString());
        try {
            return output(agent, -1);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String output(ProcessBuilder builder, int status)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("muster-enroll", ".log");
        var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int ended = process.waitFor();
        var said = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        assertTrue(status < 0 || status == ended, said);
        return said;
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertTrue(found.find(), text);
        return found.group();
    }
}
