package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import muster.e2e.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A passkey in a real browser: added, used instead of a password, and as proof. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class PasskeyTest {
    private static final Person DOROTHY =
            new Person(
                    "Dorothy Vaughan",
                    "dorothy@computers.example",
                    "west-area-computing-unit",
                    "Computers");

    private final Stage stage;

    PasskeyTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aDeviceSignsItsPersonInWithoutNameOrPassword() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/signup");
            Entrance.signUp(DOROTHY, page);
            var organization = page.url();
            device(page);

            visitor.open("/account/security");
            page.getByLabel("Name").last().fill("Work laptop");
            Find.button(page, "Add a passkey").click();
            Find.heading(page, "Your recovery codes").waitFor();
            assertEquals(10, page.locator("main pre").innerText().strip().lines().count());
            Find.link(page, "I have them: go on").click();
            page.locator("input[value='Work laptop']").waitFor();

            visitor.open(organization.replaceFirst(".*(/o/[^/]+).*", "$1"));
            DOROTHY.logOut(page);
            visitor.open("/login?next=/account/security");
            Find.button(page, "Log in with a passkey").click();

            page.waitForURL(url -> !url.contains("/login"));
            page.locator("main").getByText("Passkey").first().waitFor();
            proves(page);
        }
    }

    @Test
    void aBrowserWithoutScriptIsToldWhatPasskeysNeed() {
        try (var visitor = stage.visitorWithoutScript()) {
            var page = visitor.open("/login");

            assertTrue(page.locator("main").innerText().contains("Passkeys need script"));
            assertEquals(0, page.locator("form[data-passkey]:visible").count());
        }
    }

    /** What could do harm is asked for once more, and the same device answers. */
    private static void proves(Page page) {
        page.navigate("/account/proof?next=/account/tokens");
        Find.button(page, "Use a passkey").click();
        page.waitForURL("**/account/tokens");
    }

    /** A device that knows its user by a finger, which is always there. */
    private static void device(Page page) {
        var session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var wanted = new JsonObject();
        wanted.add("options", options);
        session.send("WebAuthn.addVirtualAuthenticator", wanted);
    }
}
