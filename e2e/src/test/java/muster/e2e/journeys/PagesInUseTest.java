package muster.e2e.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import muster.e2e.Person;
import muster.e2e.Person.Founded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What pages do by themselves and for those who use keys: news, shortcuts, the colour scheme. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class PagesInUseTest {
    private final Stage stage;

    PagesInUseTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aDeviceThatReportsAppearsInAnOpenPage() {
        var radia =
                new Person(
                        "Radia Perlman",
                        "radia@hub-one.example",
                        "spanning-tree-poem-85",
                        "Hub One");
        var organization = founded(radia);
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/login");
            radia.logIn(page);
            page.waitForResponse("**/live", () -> visitor.open("/o/hub-one/devices"));
            Find.heading(page, "No devices yet").waitFor();

            imports(organization, "web-1");
            Find.link(page, "web-1").waitFor();
            imports(organization, "web-2");
            Find.link(page, "web-2").waitFor();
        }
    }

    @Test
    void keysSearchGoAndHelp() {
        var barbara =
                new Person("Barbara Liskov", "barbara@clu.example", "substitution-holds-87", "Clu");
        imports(founded(barbara), "web-1");
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/login");
            barbara.logIn(page);
            // Two keys in a row are a pair only for a while, which a slow machine may need for one.
            page.clock().setFixedTime(System.currentTimeMillis());
            visitor.open("/o/clu");

            page.keyboard().press("?");
            Find.heading(page, "Keyboard").waitFor();
            page.keyboard().press("Escape");
            assertThat(Find.heading(page, "Keyboard")).isHidden();

            page.keyboard().press("g");
            page.keyboard().press("d");
            page.waitForURL("**/devices");

            page.keyboard().press("j");
            assertThat(Find.link(page, "web-1")).isFocused();
            page.keyboard().press("/");
            assertThat(
                            page.getByRole(
                                    AriaRole.SEARCHBOX,
                                    new Page.GetByRoleOptions().setName("Filter this list")))
                    .isFocused();
        }
    }

    @Test
    void theChosenColourSchemeStays() {
        try (var visitor = stage.visitor()) {
            var page = visitor.open("/");
            Find.button(page, "Dark").click();
            assertEquals("dark", scheme(page));

            // The hub renders it: a script would first flash in the other one.
            var response = page.navigate("/pricing");
            assertThat(page.locator("html[data-theme=dark]")).isVisible();
            assertTrue(response.text().contains("data-theme=\"dark\""));

            Find.button(page, "As the device").click();
            visitor.open("/");
            assertEquals("system", scheme(page));
        }
    }

    private Founded founded(Person person) {
        var organization = person.signUp(stage.hub());
        person.confirm(stage.hub());
        return organization;
    }

    private static void imports(Founded organization, String hostname) {
        organization
                .api()
                .postText(
                        organization.path("/imports?format=dpkg&hostname=" + hostname),
                        PackageLists.SMALL)
                .expect(201);
    }

    private static String scheme(Page page) {
        return String.valueOf(page.locator("html").getAttribute("data-theme"));
    }
}
