package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import muster.e2e.Eventually;
import muster.e2e.Person;
import muster.e2e.Person.Founded;
import muster.e2e.Visitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second organization looks for what the first one has, and finds nothing. */
@Tag("browser")
@ExtendWith(Stage.Opened.class)
class OtherOrganizationTest {
    private static final Duration FINDINGS_AT_MOST = Duration.ofSeconds(30);
    private static final Person OWNER =
            new Person(
                    "Peter Gibbons", "peter@initech.example", "tps-reports-on-saturday", "Initech");
    private static final String HOSTNAME = "printer-room-7";
    private static final List<String> LISTS =
            List.of(
                    "",
                    "/devices",
                    "/software",
                    "/findings",
                    "/vulnerabilities",
                    "/coverage",
                    "/sites",
                    "/settings",
                    "/settings/members",
                    "/settings/keys",
                    "/settings/audit");
    private final Stage stage;

    OtherOrganizationTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    void findsNothingOfTheFirst() {
        var initech = OWNER.signUp(stage.hub());
        var found = anything(initech);
        try (var grace = stage.visitor()) {
            Entrance.signUp(Person.GRACE, grace.open("/signup"));

            listsShowNothing(grace, initech);
            searchFindsNothing(grace, found.path("vulnerability").asText());
            for (var path : paths(found)) {
                grace.openRefused("/o/initech" + path, 404);
                grace.openRefused("/o/globex" + path, 404);
            }
            LISTS.forEach(list -> grace.openRefused("/o/initech" + list, 404));
        }
    }

    /** Reports a device and returns its first finding, as soon as it is there. */
    private static JsonNode anything(Founded owner) {
        owner.api()
                .postText(
                        owner.path("/imports?format=dpkg&hostname=" + HOSTNAME), PackageLists.SMALL)
                .expect(201);
        return Eventually.found(
                "the first organization's finding",
                FINDINGS_AT_MOST,
                () ->
                        Optional.ofNullable(
                                owner.api()
                                        .get(owner.path("/findings"))
                                        .expect(200)
                                        .json()
                                        .path("items")
                                        .get(0)));
    }

    private static void listsShowNothing(Visitor grace, Founded initech) {
        for (var list : LISTS) {
            var page = grace.open("/o/globex" + list);
            for (var secret :
                    List.of(HOSTNAME, OWNER.email(), OWNER.name(), initech.id().toString())) {
                assertFalse(page.content().contains(secret), () -> list + " shows " + secret);
            }
        }
        for (var list : List.of("/devices", "/software", "/findings", "/vulnerabilities")) {
            assertEquals(0, grace.open("/o/globex" + list).locator("main tbody tr").count(), list);
        }
    }

    private static void searchFindsNothing(Visitor grace, String vulnerability) {
        for (var words : List.of(HOSTNAME, "sudo", vulnerability)) {
            var page = grace.open("/o/globex/devices?q=" + words);
            Find.heading(page, "Nothing matches").waitFor();
        }
        for (var words : List.of(HOSTNAME, "sudo")) {
            var page = grace.open("/o/globex/search?q=" + words);
            Find.heading(page, "Nothing found").waitFor();
        }
        // The catalogue is public, whose devices have it is not.
        var page = grace.open("/o/globex/search?q=" + vulnerability);
        Find.text(page, "on no device of yours").waitFor();
        page = grace.open("/o/globex/vulnerabilities/" + vulnerability);
        Find.heading(page, "On none of your devices").waitFor();
        assertFalse(page.content().contains(HOSTNAME));
    }

    /** Everything of the first organization that has an address of its own. */
    private static List<String> paths(JsonNode found) {
        var device = "/devices/" + found.path("device_id").asText();
        return List.of(
                device,
                device + "/software",
                device + "/findings",
                device + "/timeline",
                device + "/sources",
                "/findings/" + found.path("id").asText(),
                "/software/" + found.path("software_id").asText());
    }
}
