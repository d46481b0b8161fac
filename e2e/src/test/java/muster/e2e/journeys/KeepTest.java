package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import muster.e2e.Eventually;
import muster.e2e.Person;
import muster.e2e.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The moment of value: a pasted list, its vulnerabilities with their why, kept by signing up. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class KeepTest {
    private static final Pattern VULNERABILITY = Pattern.compile("[A-Z]+-\\d{4}-\\d+");
    private static final Pattern IN_JSON = Pattern.compile("\"vulnerability\":\"([^\"]+)\"");
    private static final Duration FINDINGS_AT_MOST = Duration.ofSeconds(30);
    private final Stage stage;

    KeepTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aPastedListIsKeptAsADeviceWithTheSameFindings() {
        try (var ada = stage.visitor()) {
            var page = ada.open("/");
            pasteThisMachine(page);
            var promised = findingsWithTheirWhy(page);

            Find.button(page, "Keep this: sign up").click();
            Entrance.signUp(Person.ADA, page);
            var device = findingsOfTheOnlyDevice(ada);

            assertEquals(promised, new HashSet<>(vulnerabilities(page)));
            explainsInTheDrawer(page);
            exportsExactlyWhatIsShown(ada);
            Person.ADA.logOut(page);
            isGone(ada, device);
        }
    }

    @Test
    void whatThisMachineHasIsUnderstood() {
        var list = PackageLists.ofThisMachine().orElse(PackageLists.SMALL);
        try (var stranger = stage.visitor()) {
            var page = stranger.open("/");

            PackageLists.paste(page, list);

            Find.button(page, "Keep this: sign up").waitFor();
        }
    }

    /** The excerpt of the advisories that Muster brings along is about Debian 12. */
    private static void pasteThisMachine(Page page) {
        var list = PackageLists.ofThisMachine();
        if (list.isPresent() && PackageLists.thisIsDebian12()) {
            PackageLists.paste(page, list.get());
        } else {
            Find.link(page, "a Debian 12 web server").click();
        }
        Find.heading(page, "Findings, exploited first").waitFor();
    }

    /** The vulnerabilities that the result names, after the first one has shown its chain. */
    private static Set<String> findingsWithTheirWhy(Page page) {
        var findings = page.locator("details").filter(containing("Installed, word for word"));
        var first = findings.first();
        assertFalse(first.getByText("Compared").first().isVisible());
        first.locator("summary").click();
        for (var step : List.of("Installed, word for word", "Compared", "Says so")) {
            first.getByText(step).first().waitFor();
        }
        return Set.copyOf(
                findings.locator("summary").allInnerTexts().stream()
                        .map(KeepTest::vulnerability)
                        .toList());
    }

    /** Opens the findings of the device that was kept, as soon as they are there. */
    private static String findingsOfTheOnlyDevice(Visitor ada) {
        var page = ada.page();
        Find.navigation(page, "Devices").click();
        page.waitForURL("**/devices");
        var devices = page.locator("main tbody tr");
        devices.first().waitFor();
        assertEquals(1, devices.count());
        devices.getByRole(AriaRole.LINK).first().click();
        page.waitForURL("**/devices/*");
        var device = page.url();
        Eventually.holds(
                "the kept device has findings",
                FINDINGS_AT_MOST,
                () -> ada.open(device + "/findings").locator("main tbody tr").count() > 0);
        return device;
    }

    private static void explainsInTheDrawer(Page page) {
        var first = page.locator("main tbody tr").first().getByRole(AriaRole.LINK).first();
        var name = first.innerText().strip();
        first.click();
        var drawer = page.getByRole(AriaRole.DIALOG);
        for (var words : List.of(name, "Installed", "Compared", "How to fix it", "History")) {
            drawer.getByText(words).first().waitFor();
        }
        drawer.getByText("Open as page").click();
        page.waitForURL("**/findings/*");
        assertTrue(page.title().contains(name), page.title());
        page.goBack();
    }

    private static void exportsExactlyWhatIsShown(Visitor ada) {
        var page = ada.page();
        Find.navigation(page, "Findings").click();
        page.waitForURL("**/findings");
        var listing = new Listing(page);
        var all = listing.column("Software");
        var software = all.getLast();

        listing.filter("software:" + software);
        var csv = listing.export("CSV");
        var json = listing.export("JSON");
        var shown = vulnerabilities(page);

        assertEquals(all.stream().filter(software::equals).toList(), listing.column("Software"));
        assertEquals(shown, csv.lines().skip(1).map(line -> line.split(",", -1)[1]).toList());
        assertEquals(shown, named(json));
    }

    private static List<String> named(String json) {
        return IN_JSON.matcher(json).results().map(found -> found.group(1)).toList();
    }

    private static void isGone(Visitor ada, String device) {
        var page = ada.page();
        page.goBack();
        Find.heading(page, "Log in").waitFor();
        page.navigate(device);
        Find.heading(page, "Log in").waitFor();
    }

    private static List<String> vulnerabilities(Page page) {
        return new Listing(page)
                .column("Vulnerability").stream().map(KeepTest::vulnerability).toList();
    }

    private static String vulnerability(String text) {
        return VULNERABILITY
                .matcher(text)
                .results()
                .map(found -> found.group())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no vulnerability in: " + text));
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
