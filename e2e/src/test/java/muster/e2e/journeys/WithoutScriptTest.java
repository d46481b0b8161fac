package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import muster.e2e.Eventually;
import muster.e2e.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same journey in a browser that runs no script: forms and links are enough. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class WithoutScriptTest {
    private static final Duration FINDINGS_AT_MOST = Duration.ofSeconds(30);
    private static final Person HEDY =
            new Person("Hedy Lamarr", "hedy@hooli.example", "frequency-hops-88-times", "Hooli");
    private final Stage stage;

    WithoutScriptTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aPastedListIsKeptFilteredAndLeft() {
        try (var hedy = stage.visitorWithoutScript()) {
            var page = hedy.open("/");
            PackageLists.paste(page, PackageLists.SMALL);
            Find.heading(page, "Findings, exploited first").waitFor();
            Find.button(page, "Keep this: sign up").click();
            Entrance.signUp(HEDY, page);

            Eventually.holds(
                    "the kept device has findings",
                    FINDINGS_AT_MOST,
                    () -> hedy.open("/o/hooli/findings").locator("main tbody tr").count() > 0);
            var listing = new Listing(page);
            listing.filterByButton("package:openssl");
            assertEquals(Set.of("openssl"), Set.copyOf(listing.column("Software")));
            page.locator("main tbody tr").first().getByText("CVE-").click();
            page.waitForURL("**/findings/*");
            Find.heading(page, "How to fix it").waitFor();

            HEDY.logOut(page);
            hedy.open("/o/hooli/findings");
            assertTrue(page.url().contains("/login"), page.url());
            assertFalse(page.content().contains("CVE-"));
        }
    }
}
