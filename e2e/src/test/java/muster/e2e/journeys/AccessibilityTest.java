package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import muster.e2e.Eventually;
import muster.e2e.Look;
import muster.e2e.Person;
import muster.e2e.Person.Founded;
import muster.e2e.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page, wide and on a phone, light and dark, is for everybody and fits its window. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class AccessibilityTest {
    private static final Duration FINDINGS_AT_MOST = Duration.ofSeconds(30);
    private static final List<String> PUBLIC_PAGES =
            List.of(
                    "/",
                    "/?sample=debian",
                    "/login",
                    "/signup",
                    "/forgot",
                    "/pricing",
                    "/docs",
                    "/docs/paste",
                    "/docs/search",
                    "/docs/api",
                    "/docs/settings",
                    "/docs/limits",
                    "/docs/permissions",
                    "/trust",
                    "/feeds");
    private static final List<String> MEMBER_PAGES =
            List.of(
                    "",
                    "/devices",
                    "/imports",
                    "/software",
                    "/findings",
                    "/vulnerabilities",
                    "/coverage",
                    "/search?q=web",
                    "/sites",
                    "/settings",
                    "/settings/members",
                    "/settings/keys",
                    "/settings/audit");
    private static final List<String> PERSONAL_PAGES =
            List.of("/account", "/account/security", "/account/tokens", "/orgs", "/orgs/new");
    private final Stage stage;

    AccessibilityTest(Stage stage) {
        this.stage = stage;
    }

    @ParameterizedTest
    @EnumSource(
            value = Look.class,
            names = {"WIDE_LIGHT", "PHONE_LIGHT"})
    void publicPagesAreForEverybody(Look look) {
        try (var stranger = stage.visitor(look)) {
            check(stranger, PUBLIC_PAGES);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Look.class,
            names = {"WIDE_LIGHT", "PHONE_LIGHT"})
    void membersPagesAreForEverybody(Look look) {
        var person =
                new Person(
                        "Sophie Wilson",
                        "sophie.%d@acorn.example".formatted(look.width()),
                        "reduced-instructions-83",
                        "Acorn " + look.width());
        var organization = person.signUp(stage.hub());
        person.confirm(stage.hub());
        var pages = new ArrayList<String>();
        MEMBER_PAGES.forEach(path -> pages.add("/o/" + organization.slug() + path));
        pages.addAll(pagesOfTheFirstFinding(organization));
        pages.addAll(PERSONAL_PAGES);
        try (var member = stage.visitor(look)) {
            person.logIn(member.open("/login"));
            check(member, pages);
        }
    }

    private static List<String> pagesOfTheFirstFinding(Founded organization) {
        organization
                .api()
                .postText(
                        organization.path("/imports?format=dpkg&hostname=web-1"),
                        PackageLists.SMALL)
                .expect(201);
        var found =
                Eventually.found(
                        "a finding",
                        FINDINGS_AT_MOST,
                        () ->
                                Optional.ofNullable(
                                        organization
                                                .api()
                                                .get(organization.path("/findings"))
                                                .expect(200)
                                                .json()
                                                .path("items")
                                                .get(0)));
        var home = "/o/" + organization.slug();
        var device = home + "/devices/" + found.path("device_id").asText();
        return List.of(
                device,
                device + "/software",
                device + "/findings",
                device + "/timeline",
                device + "/sources",
                home + "/findings/" + found.path("id").asText(),
                home + "/software/" + found.path("software_id").asText(),
                home + "/vulnerabilities/" + found.path("vulnerability").asText());
    }

    private static void check(Visitor visitor, List<String> pages) {
        var tooWide = new ArrayList<String>();
        for (var path : pages) {
            var page = visitor.open(path);
            visitor.checkAccessibility();
            if (isTooWide(page)) {
                tooWide.add(path);
            }
        }
        assertEquals(List.of(), tooWide);
    }

    private static boolean isTooWide(Page page) {
        return (Boolean)
                page.locator("html").evaluate("html => html.scrollWidth > html.clientWidth");
    }
}
