package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import muster.TestHub.Session;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people and programs do about devices that are one, or two; over the wire. */
@Tag("slow")
class OneIdentityTest {
    private static final String API = "/api/v1/orgs/acme/devices/";
    private static final String PAGES = "/o/acme/devices/";
    private static final String SERIAL = "5CG1234";

    private static TestHub hub;
    private static Poster acme;
    private static Optional<Session> operator;
    private static Optional<Session> stranger;

    @BeforeAll
    static void open() {
        hub = new TestHub();
        acme = Poster.of(hub, "acme");
        operator = Optional.of(hub.member("acme", Role.OPERATOR));
        stranger = Optional.of(hub.member("globex", Role.OWNER));
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theAddressOfAMergedDeviceLeadsToWhatItIsPartOf() throws Exception {
        var web = reported("merge-1", "\"serial\":\"MERGE-1\",");
        var old = reported("merge-2", "\"serial\":\"MERGE-2\",");
        var body = "{\"other\":\"%s\"}".formatted(old);
        assertEquals(404, status(stranger, "POST", API + web + "/merge", body));
        assertEquals(
                404,
                status(stranger, "POST", "/api/v1/orgs/globex/devices/" + web + "/merge", body));

        var preview = acme.get(API + web + "/merge?other=" + old).get("outcome");
        assertEquals("merge-2", preview.get("other").get("hostname").asText());
        assertEquals(200, acme.answer(API + old).statusCode());

        assertEquals(200, status(operator, "POST", API + web + "/merge", body));
        for (var tail : List.of("", "/software", "/sources", "/findings", "/timeline")) {
            for (var path : List.of(API, PAGES)) {
                var moved = hub.send(operator, "GET", path + old + tail, "");
                assertEquals(308, moved.statusCode(), path + tail);
                assertEquals(path + web + tail, moved.headers().firstValue("location").orElse(""));
            }
        }
        assertEquals(404, status(stranger, "GET", "/api/v1/orgs/globex/devices/" + old, ""));

        var merge = acme.items(API + web + "/merges").getFirst().get("id").asText();
        assertEquals(404, status(stranger, "DELETE", API + web + "/merges/" + merge, ""));
        assertEquals(200, status(operator, "DELETE", API + web + "/merges/" + merge, ""));
        assertEquals(200, acme.answer(API + old).statusCode());
        assertTrue(audited("device.merged") && audited("device.unmerged"));
    }

    @Test
    void cloneIsSuggestedWithItsEvidenceUntilSomebodyDecides() throws Exception {
        var original = reported("clone-1", serial("02:00:00:00:00:01"));
        var copy = reported("clone-2", serial("02:00:00:00:00:02"));

        var pair = suggestion(original).orElseThrow();
        assertEquals("clone", pair.get("likeness").asText());
        assertEquals(
                List.of("serial " + SERIAL.toLowerCase(java.util.Locale.ROOT)), evidence(pair));
        var page = hub.send(operator, "GET", "/o/acme/devices", "").body();
        assertTrue(page.contains("/o/acme/devices/suggestions"), page);
        assertTrue(
                hub.send(operator, "GET", PAGES + "suggestions", "")
                        .body()
                        .contains("a cloned disk"));

        var apart = API + "suggestions/" + pair.get("id").asText() + "/apart";
        assertEquals(404, status(stranger, "POST", apart.replace("/acme/", "/globex/"), "{}"));
        assertEquals(204, status(operator, "POST", apart, "{}"));
        assertEquals(Optional.empty(), suggestion(original));
        assertEquals(copy, reported("clone-2", serial("02:00:00:00:00:02")));
        assertEquals(Optional.empty(), suggestion(original));
    }

    @Test
    void adoptionIsShownAndUndone() throws Exception {
        var pasted = pasted("adopted-1");
        assertEquals(pasted, reported("adopted-1", "\"serial\":\"ADOPT-1\","));
        var sources = acme.get(API + pasted + "/sources");
        assertEquals("adopted-1", sources.get("adoption").get("hostname").asText());
        assertEquals(
                List.of("keyed", "paste"),
                Stream.of(0, 1)
                        .map(at -> sources.get("sources").get(at).get("provenance").asText())
                        .toList());
        var page = hub.send(operator, "GET", PAGES + pasted + "/sources", "").body();
        assertTrue(page.contains("They are two machines"), page);

        var adoption = API + pasted + "/adoption";
        assertEquals(404, status(stranger, "DELETE", adoption, ""));
        assertEquals(404, status(stranger, "DELETE", adoption.replace("/acme/", "/globex/"), ""));
        var released =
                Poster.json(200, hub.send(operator, "DELETE", adoption, ""))
                        .get("device_id")
                        .asText();
        assertEquals("listed", acme.get(API + released).get("status").asText());
        assertEquals("reporting", acme.get(API + pasted).get("status").asText());
        assertEquals(404, status(operator, "DELETE", adoption, ""));
        assertEquals(released, pasted("adopted-1"));
    }

    @Test
    void aSourceOrSomeIdentifiersAreSplitOff() throws Exception {
        var device = reported("split-1", "\"serial\":\"SPLIT-1\",");
        var path = API + device + "/split";
        var body = "{\"identifiers\":[\"serial:SPLIT-1\"]}";
        assertEquals(400, status(operator, "POST", path, "{\"source\":\"keyed\"}"));
        assertEquals(400, status(operator, "POST", path, "{\"identifiers\":[\"serial\"]}"));
        assertEquals(404, status(stranger, "POST", path.replace("/acme/", "/globex/"), body));

        var other =
                Poster.json(201, hub.send(operator, "POST", path, body)).get("device_id").asText();

        assertEquals(other, reported("split-2", "\"serial\":\"SPLIT-1\","));
        assertEquals(device, reported("split-1", ""));
    }

    private static String serial(String mac) {
        return "\"serial\":\"%s\",\"mac_addresses\":[\"%s\"],".formatted(SERIAL, mac);
    }

    private static Optional<JsonNode> suggestion(String device) throws Exception {
        return acme.items(API + "suggestions").stream()
                .filter(pair -> pair.toString().contains(device))
                .findFirst();
    }

    private static List<String> evidence(JsonNode pair) {
        return StreamSupport.stream(pair.get("evidence").spliterator(), false)
                .map(one -> one.get("kind").asText() + " " + one.get("value").asText())
                .toList();
    }

    private static String reported(String hostname, String more) throws Exception {
        var report =
                Poster.report(UUID.randomUUID(), hostname, "bash", "5.2")
                        .replaceFirst("\"ip_address\"", more + "\"ip_address\"");
        return Poster.json(200, acme.post(Reports.PATH, report)).get("device_id").asText();
    }

    private static String pasted(String hostname) throws Exception {
        return Poster.json(
                        201,
                        hub.send(
                                operator,
                                "POST",
                                "/api/v1/orgs/acme/imports?format=dpkg&hostname=" + hostname,
                                "ii  bash 5.1 amd64 x\nii  curl 8.0 amd64 x\n"))
                .get("device_id")
                .asText();
    }

    private static boolean audited(String verb) {
        var owner = Optional.of(hub.member("acme", Role.OWNER));
        return hub.send(owner, "GET", "/api/v1/orgs/acme/audit?q=verb:" + verb, "")
                .body()
                .contains(verb);
    }

    private static int status(Optional<Session> who, String method, String path, String body) {
        return hub.send(who, method, path, body).statusCode();
    }
}
