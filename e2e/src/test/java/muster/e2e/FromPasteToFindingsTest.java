package muster.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The moment of value: a pasted list, its vulnerabilities with their reasons, kept by signing up.
 */
@Tag("browser")
class FromPasteToFindingsTest {
    private static final Duration FINDINGS_AT_MOST = Duration.ofSeconds(10);
    private static RunningHub hub;
    private static Browser browser;

    @BeforeAll
    static void start() {
        hub = RunningHub.start();
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        hub.close();
    }

    @Test
    void aPastedListBecomesADeviceThatOnlyItsOwnerSees() throws IOException {
        String device;
        try (var ada = browser.visitor(hub)) {
            var page = ada.open("/");
            paste(page, Samples.DPKG);
            assertTrue(page.locator("main").innerText().contains("CVE-"), "no CVE is shown");

            page.locator("form[action='/keep'] button").click();
            Person.ADA.signUp(page);
            Person.ADA.confirm(ada, hub);
            var slug = page.url().replaceFirst(".*/o/([^/?]+).*", "$1");

            Eventually.holds(
                    "the pasted device has findings",
                    FINDINGS_AT_MOST,
                    () -> ada.open("/o/" + slug + "/findings").content().contains("CVE-"));
            ada.open("/o/" + slug + "/devices");
            page.locator("main table tbody a").first().click();
            page.waitForURL("**/devices/*");
            device = page.url();
            ada.checkAccessibility();

            exports(page, slug);
            Person.ADA.logOut(page);
        }
        try (var grace = browser.visitor(hub)) {
            var page = grace.open("/signup");
            Person.GRACE.signUp(page);
            Person.GRACE.confirm(grace, hub);

            assertFalse(grace.open("/o/globex/devices").content().contains("web-1"));
            grace.openRefused(device, 404);
            grace.openRefused(device.replace("/o/acme/", "/o/globex/"), 404);
        }
    }

    @Test
    void thisMachinesOwnListIsUnderstood() throws Exception {
        var dpkg = Path.of("/usr/bin/dpkg");
        var list = Files.isExecutable(dpkg) ? output("dpkg", "-l") : Samples.DPKG;
        try (var stranger = browser.visitor(hub)) {
            var page = stranger.open("/");
            paste(page, list);

            assertEquals(0, page.locator(".paste-problem").count());
            stranger.checkAccessibility();
        }
    }

    @Test
    void aConfigurationDumpIsRefusedWithAReason() {
        try (var stranger = browser.visitor(hub)) {
            var page = stranger.open("/");
            page.locator("#paste-text")
                    .fill("hostname edge-1\nenable secret 5 $1$abcd\nline vty 0 4\n password x\n");
            page.locator("form.paste button[type=submit]").click();

            page.locator(".paste-problem").waitFor();
            stranger.expectComplaint("status of 4");
        }
    }

    private static void paste(Page page, String list) {
        page.locator("#paste-text").fill(list);
        page.locator("form.paste button[type=submit]").click();
        page.locator(".tiles").waitFor();
    }

    private static void exports(Page page, String slug) throws IOException {
        var csv =
                page.context()
                        .request()
                        .get(hub.url("/o/" + slug + "/devices?format=csv").toString());
        assertEquals(200, csv.status());
        assertTrue(csv.text().lines().count() >= 2, csv.text());
    }

    private static String output(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return text;
    }
}
