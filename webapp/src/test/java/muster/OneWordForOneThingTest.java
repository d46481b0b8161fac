package muster;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import muster.web.Handler;
import muster.web.Pages;
import muster.web.Reply;
import muster.web.Route;
import org.junit.jupiter.api.Test;

/** Law 7: one word for one thing, in URL, package and template. */
class OneWordForOneThingTest {
    private static final String OF_ORGANIZATION = "/o/{org}";

    /** Addresses that a room of another name serves, and which room: what is here has a reason. */
    private static final Map<String, String> EXCEPTIONS =
            Map.ofEntries(
                    // The organization itself, and what the navigation calls by its content.
                    Map.entry("", "overview"),
                    Map.entry("search", "overview"),
                    Map.entry("live", "organizations"),
                    // What an organization consists of.
                    Map.entry("settings", "organizations"),
                    Map.entry("sites", "organizations"),
                    // Who keeps its members.
                    Map.entry("settings/scim", "organizations.scim"),
                    // How they sign in, by what stands behind it.
                    Map.entry("settings/sso", "identity.saml"),
                    Map.entry("settings/sso/oidc", "identity.oidc"),
                    Map.entry("settings/domains", "identity.domains"),
                    // How the organization wants its devices.
                    Map.entry("settings/retirement", "devices"),
                    // What enrolls, and what lets it in.
                    Map.entry("collectors", "enrollment"),
                    Map.entry("certificate-requirement", "enrollment"),
                    Map.entry("enrollment-tokens", "enrollment"),
                    Map.entry("enroll", "install"),
                    // What is found, from its other sides.
                    Map.entry("vulnerabilities", "findings"),
                    Map.entry("coverage", "findings"),
                    Map.entry("devices/{id}/findings", "findings"),
                    // What is installed.
                    Map.entry("software", "inventory"),
                    Map.entry("devices/{id}/software", "inventory"),
                    // How it is connected.
                    Map.entry("devices/{id}/network", "network"),
                    Map.entry("map", "network"),
                    // What it gave of itself.
                    Map.entry("devices/{id}/evidence", "scans"),
                    Map.entry("imports", "intake"));

    /** Template folders that are no room's: parts that all rooms use. */
    private static final List<String> SHARED = List.of("components");

    @Test
    void anAddressOfAnOrganizationIsNamedLikeItsRoom() {
        var wrong = new TreeSet<String>();
        try (var hub = new TestHub()) {
            for (var route : hub.hub.routes()) {
                if (route.face() == Route.Face.PAGE && route.path().startsWith(OF_ORGANIZATION)) {
                    var path = route.path().substring(OF_ORGANIZATION.length());
                    if (!room(path).equals(room(route))) {
                        wrong.add(route.path() + " is served by " + room(route));
                    }
                }
            }
        }

        assertEquals(new TreeSet<>(), wrong);
    }

    @Test
    void aTemplateStandsInTheFolderOfItsRoom() {
        var pages =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("muster")
                                .stream()
                                .filter(one ->
                                        one.isAssignableTo(Reply.Page.class) && !one.isInterface())
                                .map(JavaClass::reflect)
                                .map(Pages::template)
                                .collect(toCollection(TreeSet::new));

        assertEquals(
                List.of(),
                pages.stream()
                        .filter(it -> !Files.isRegularFile(templates().resolve(it + ".html")))
                        .toList());
    }

    @Test
    void aTemplateFolderIsARoom() throws IOException {
        try (var entries = Files.list(templates())) {
            var homeless =
                    entries.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(folder -> !SHARED.contains(folder))
                            .filter(folder -> !Files.isDirectory(rooms().resolve(folder)))
                            .collect(Collectors.toList());

            assertEquals(List.of(), homeless);
        }
    }

    /** The room that should serve this address: by its longest exception, else its first word. */
    private static String room(String path) {
        var words = path.replaceFirst("^/", "");
        for (var start = words; ; start = start.substring(0, Math.max(0, start.lastIndexOf('/')))) {
            var exception = EXCEPTIONS.get(start);
            if (exception != null && (!start.isEmpty() || words.isEmpty())) {
                return exception;
            } else if (!start.contains("/")) {
                return words.split("/", 2)[0];
            }
        }
    }

    private static String room(Route route) {
        var handler = route.way().handler();
        var code = handler instanceof Handler.InSteps(var first) ? first : handler;
        return code.getClass().getPackageName().replaceFirst("^muster\\.?", "");
    }

    private static Path templates() {
        return root().resolve("templates");
    }

    private static Path rooms() {
        return root().resolve("webapp/src/main/java/muster");
    }

    private static Path root() {
        return Path.of(System.getProperty("muster.root", ".."));
    }
}
