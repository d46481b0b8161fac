package muster.e2e.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the paste box does with what is no package list. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class RefusedPasteTest {
    private static final String RUNNING_CONFIGURATION =
            """
            Building configuration...

            Current configuration : 1874 bytes
            !
            version 15.2
            service password-encryption
            !
            hostname edge-1
            !
            enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
            !
            snmp-server community hushhush RO
            !
            line vty 0 4
             password 7 0822455D0A16
             login
            !
            end
            """;
    private static final int HUGE_LETTERS = 9 * 1024 * 1024;
    private final Stage stage;

    RefusedPasteTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aConfigurationIsRefusedWithHelpAndIsNotSentBack() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/");
            visitor.expectComplaint("status of 422");

            PackageLists.paste(page, RUNNING_CONFIGURATION);

            var help = alert(page);
            assertTrue(help.contains("configuration"), help);
            assertTrue(help.contains("Paste the output of"), help);
            assertFalse(page.content().contains("hushhush"));
        }
    }

    @Test
    void aListThatCannotBeReadIsSentBackWithTheReason() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/");
            visitor.expectComplaint("status of 422");

            PackageLists.paste(page, "the quick brown fox\njumps over the lazy dog\n");

            assertFalse(alert(page).isBlank());
            assertThat(page.getByLabel("Paste a package list"))
                    .hasValue("the quick brown fox\njumps over the lazy dog\n");
        }
    }

    @Test
    void nothingIsNotSent() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/");

            PackageLists.show(page);

            assertThat(page.locator("textarea:invalid")).isFocused();
            assertEquals("/", page.url().replaceFirst("https?://[^/]+", ""));
        }
    }

    @Test
    void spacesAloneAreAnsweredWithTheReason() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/");
            visitor.expectComplaint("status of 422");

            PackageLists.paste(page, " \n \n");

            assertFalse(alert(page).isBlank());
        }
    }

    @Test
    void moreThanFitsGetsTheBoxBackWithTheLimitAndWhatToDo() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/");
            visitor.expectComplaint("status of 413");

            page.getByLabel("Paste a package list")
                    .evaluate(
                            "(box, letters) => { box.value = 'x'.repeat(letters) }", HUGE_LETTERS);
            PackageLists.show(page);

            var help = alert(page);
            assertTrue(help.contains("more than 8 MiB"), help);
            assertTrue(help.contains("Paste the list of one machine"), help);
            assertThat(page.getByLabel("Paste a package list")).hasValue("");
        }
    }

    private static String alert(Page page) {
        var alert = page.getByRole(AriaRole.ALERT);
        alert.waitFor();
        return alert.innerText();
    }
}
