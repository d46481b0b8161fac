package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was reported is on every page and in every export, until it is retired; nobody else's. */
@Tag("slow")
class ReportedListsTest {
    private static TestHub hub;
    private static Poster acme;
    private static Poster globex;

    @BeforeAll
    static void open() {
        hub = new TestHub();
        acme = Poster.of(hub, "acme");
        globex = Poster.of(hub, "globex");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void exportIsExactlyTheList() throws Exception {
        for (var name : List.of("export-a", "export-b", "=export-c")) {
            Poster.json(
                    200,
                    acme.post(Reports.PATH, Poster.report(UUID.randomUUID(), name, "bash", "5.2")));
        }
        var csv = acme.answer("/api/v1/orgs/acme/devices?q=export&format=csv");

        assertEquals(
                Set.of("export-a", "export-b", "'=export-c"),
                csv.body()
                        .lines()
                        .skip(1)
                        .map(line -> line.replaceFirst("^[^,]*,([^,]*),.*", "$1"))
                        .collect(Collectors.toSet()));
        var array =
                Poster.read(acme.answer("/api/v1/orgs/acme/devices?q=export&format=json").body());
        assertEquals(3, array.size());
    }

    @Test
    void everyPageOfADeviceIsShown() throws Exception {
        var receipt =
                Poster.json(
                        200,
                        acme.post(
                                Reports.PATH,
                                Poster.report(UUID.randomUUID(), "pages-1", "bash", "5.2")));
        var device = "/o/acme/devices/" + receipt.get("device_id").asText();
        var software =
                acme.items("/api/v1/orgs/acme/software?q=bash").getFirst().get("id").asText();
        var version =
                acme.items("/api/v1/orgs/acme/software/" + software + "/versions")
                        .getFirst()
                        .get("id")
                        .asText();
        var viewer = Optional.of(hub.member("acme", Role.VIEWER));
        for (var path :
                List.of(
                        "/o/acme/devices",
                        "/o/acme/devices?q=pages status:reporting",
                        "/o/acme/devices?q=nonsense:1",
                        "/o/acme/devices?sort=-findings",
                        device,
                        device + "/software",
                        device + "/timeline",
                        device + "/sources",
                        "/o/acme/software",
                        "/o/acme/software/" + software,
                        "/o/acme/software/" + software + "/versions/" + version)) {
            var page = hub.send(viewer, "GET", path.replace(" ", "%20"), "");
            assertEquals(200, page.statusCode(), path + " " + page.body());
        }
        var operator = Optional.of(hub.member("acme", Role.OPERATOR));
        assertEquals(200, hub.send(operator, "GET", "/o/acme/imports", "").statusCode());
        assertEquals(400, acme.answer("/api/v1/orgs/acme/devices?q=nonsense:1").statusCode());
    }

    @Test
    void retiredDeviceLeavesTheList() throws Exception {
        var receipt =
                Poster.json(
                        200,
                        acme.post(
                                Reports.PATH,
                                Poster.report(UUID.randomUUID(), "gone-1", "bash", "5.2")));
        var path = "/api/v1/orgs/acme/devices/" + receipt.get("device_id").asText();
        var operator = Optional.of(hub.member("acme", Role.OPERATOR));
        var answer =
                hub.send(
                        operator,
                        "POST",
                        path.replace("/api/v1/orgs", "/o") + "/retirement",
                        "{\"reason\":\"sold\"}");

        assertTrue(answer.statusCode() < 400, answer.body());
        assertEquals(0, acme.items("/api/v1/orgs/acme/devices?q=gone-1").size());
        assertEquals(1, acme.items("/api/v1/orgs/acme/devices?q=gone-1%20status:retired").size());
        assertEquals("retired", acme.get(path).get("status").asText());
    }

    @Test
    void aRetiredDeviceIsBroughtBackWithItsSoftware() throws Exception {
        var receipt =
                Poster.json(
                        200,
                        acme.post(
                                Reports.PATH,
                                Poster.report(UUID.randomUUID(), "back-1", "only-on-back", "5.2")));
        var id = receipt.get("device_id").asText();
        var path = "/api/v1/orgs/acme/devices/" + id;
        var operator = Optional.of(hub.member("acme", Role.OPERATOR));
        var stranger = Optional.of(hub.member("globex", Role.OWNER));
        var lift = path + "/retirement";
        assertEquals(404, hub.send(operator, "DELETE", lift, "").statusCode());
        hub.send(operator, "POST", lift, "{\"reason\":\"sold\"}");
        assertEquals(0, acme.items(path + "/software").size());

        assertEquals(404, hub.send(stranger, "DELETE", lift, "").statusCode());
        var across = lift.replace("/acme/", "/globex/");
        assertEquals(404, hub.send(stranger, "DELETE", across, "").statusCode());
        assertEquals("retired", acme.get(path).get("status").asText());

        assertEquals(204, hub.send(operator, "DELETE", lift, "").statusCode());
        assertEquals("reporting", acme.get(path).get("status").asText());
        assertEquals(1, acme.items(path + "/software").size());
        assertEquals(1, acme.items("/api/v1/orgs/acme/software?q=only-on-back").size());
        var page = hub.send(operator, "GET", "/o/acme/devices/" + id + "/timeline", "").body();
        assertTrue(page.contains("Brought back by "), page);
        var owner = Optional.of(hub.member("acme", Role.OWNER));
        var audit = hub.send(owner, "GET", "/api/v1/orgs/acme/audit?q=verb:device.returned", "");
        assertTrue(audit.body().contains(id), audit.body());

        var form = "/o/acme/devices/" + id;
        hub.send(operator, "POST", form + "/retirement", "{\"reason\":\"\"}");
        assertTrue(hub.send(operator, "GET", form, "").body().contains("Bring it back"));
        assertEquals(303, hub.send(operator, "POST", form + "/return", "{}").statusCode());
        assertEquals("reporting", acme.get(path).get("status").asText());
    }

    @Test
    void anotherOrganizationFindsNothing() throws Exception {
        var receipt =
                Poster.json(
                        200,
                        acme.post(
                                Reports.PATH,
                                Poster.report(UUID.randomUUID(), "secret-1", "bash", "5.2")));
        var device = receipt.get("device_id").asText();
        for (var path : Stream.of("", "/software", "/timeline", "/sources").toList()) {
            var mine = "/api/v1/orgs/globex/devices/" + device + path;
            var theirs = "/api/v1/orgs/acme/devices/" + device + path;
            assertEquals(404, globex.answer(mine).statusCode());
            assertEquals(404, globex.answer(theirs).statusCode());
        }
        assertEquals(
                0,
                Poster.read(globex.answer("/api/v1/devices?q=secret").body()).get("items").size());
        assertEquals(401, new Poster(hub, "mst_key_wrong").post(Reports.PATH, "{}").statusCode());
    }
}
