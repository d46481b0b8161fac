package muster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import muster.enrollment.CollectorNotes;
import muster.events.EventsOf;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events on their way from a collector to the list, which is one's own. */
class ReportedEventsTest {
    private static final String EVENTS = "/api/v1/agents/events";
    private static final String ACME = "/api/v1/orgs/acme/events";
    private static final String GLOBEX = "/api/v1/orgs/globex/events";

    private static ClockedHub hub;
    private static TestClient ada;
    private static TestClient gil;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.VIEWER, "ada@acme.example");
        gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void whatACollectorSignedIsInTheListAtOnce() {
        var collector = hub.collector(hub.acme());

        var answer = send(collector, 1, lines("signed", 3)).expect(200).json();

        assertEquals("{\"accepted\":3,\"duplicate\":false}", answer.toString());
        var items = items(ada.get(ACME + "?q=collector:" + collector.id).expect(200));
        assertEquals(List.of("signed 2", "signed 1", "signed 0"), messages(items));
        var first = items.getFirst();
        assertEquals("DNS Activity", first.path("class_name").asText());
        assertEquals("informational", first.path("severity").asText());
        assertEquals("192.0.2.53", first.path("dst_ip").asText());
        assertEquals("www.example.com", first.path("name").asText());
        assertEquals("web-1", first.path("collector").asText());
    }

    @Test
    void sentAgainItCountsOnceAndOtherBytesAreRefused() {
        var collector = hub.collector(hub.acme());
        send(collector, 1, lines("again", 2)).expect(200);

        var again = send(collector, 1, lines("again", 2)).expect(200).json();
        var refused = send(collector, 1, lines("forged", 2)).expect(409);
        assertEquals("urn:muster:forked", refused.json().path("type").asText());
        send(collector, 2, lines("next", 1)).expect(200);
        send(collector, 0, lines("no batch", 1)).expect(400);

        assertEquals("{\"accepted\":2,\"duplicate\":true}", again.toString());
        assertEquals(List.of("forked"), notes(collector));
        assertEquals(
                List.of("next 0", "again 1", "again 0"),
                messages(items(ada.get(ACME + "?q=collector:" + collector.id))));
    }

    @Test
    void eachOrganizationSeesItsOwnAndNoOthers() {
        send(hub.collector(hub.acme()), 1, lines("of acme", 1)).expect(200);
        send(hub.collector(hub.globex()), 1, lines("of globex", 1)).expect(200);

        var theirs = items(gil.get(GLOBEX).expect(200)).getFirst().path("id").asText();
        assertFalse(messages(items(ada.get(ACME + "?limit=500"))).contains("of globex 0"));
        gil.get(GLOBEX + "/" + theirs).expect(200);
        ada.get(ACME + "/" + theirs).expect(404);
        ada.get("/o/acme/events/" + theirs).expect(404);
        ada.get(GLOBEX + "/" + theirs).expect(404);
        ada.get(GLOBEX).expect(404);
    }

    @Test
    void anEventHasAPageWithAllThatWasSent() {
        send(hub.collector(hub.acme()), 1, lines("<b>whole</b>", 1)).expect(200);
        var id = items(ada.get(ACME)).getFirst().path("id").asText();

        var json = ada.get(ACME + "/" + id).expect(200).json();
        var page = ada.get("/o/acme/events/" + id).expect(200).body();
        var list = ada.get("/o/acme/events").expect(200).body();

        assertEquals("A", json.path("event").path("query").path("type").asText());
        assertTrue(page.contains("&lt;b&gt;whole&lt;/b&gt; 0"), page);
        assertTrue(page.contains("metadata"), page);
        assertTrue(list.contains("/o/acme/events/" + id), list);
        assertTrue(list.contains("aria-current=\"page\""), "the navigation shows where this is");
    }

    @Test
    void whatTheDocumentationShowsIsAccepted() {
        var page = gil.get("/docs/events").expect(200).body();
        var shown = page.replaceAll("(?s).*<code id=\"events-ndjson\">(.*?)</code>.*", "$1");

        var answer = program("events:write").send("/api/v1/agents/events", shown).expect(200);

        assertEquals(2, answer.json().path("accepted").asInt());
        var found = items(gil.get(GLOBEX + "?q=failed+logins").expect(200));
        assertEquals(List.of("4 failed logins, then one that succeeded"), messages(found));
    }

    @Test
    void whatIsNoBatchIsToldOnTheCollectorsPage() {
        var collector = hub.collector(hub.acme());
        var bomb = TestCollector.gzip(new byte[9 * 1024 * 1024]);

        collector.send(collector.signed("POST", EVENTS, 1, bomb)).expect(413);
        collector.send(collector.signed("POST", EVENTS, 2, new byte[] {0x1f, 1, 2})).expect(400);
        send(collector, 3, "{\"from\": \"a newer version\"}".getBytes(UTF_8)).expect(400);

        assertEquals(List.of("refused", "refused", "refused"), notes(collector));
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        var collector = hub.collector(hub.acme());
        var broken = EventsOf.line("sound") + "\n{\"class_uid\":1}\n";

        var answer = send(collector, 1, broken.getBytes(UTF_8)).expect(400).json();

        assertTrue(answer.path("detail").asText().startsWith("line 2: "), answer.toString());
        assertEquals(List.of("refused"), notes(collector));
        assertEquals(List.of(), items(ada.get(ACME + "?q=collector:" + collector.id)));
        // The place in the spool is still free.
        send(collector, 1, lines("mended", 1)).expect(200);
        var many = (EventsOf.line("x") + "\n").repeat(5_001).getBytes(UTF_8);
        send(collector, 2, TestCollector.gzip(many)).expect(413);
    }

    @Test
    void anOrganizationThatFloodsWaitsAndOthersDoNot() {
        var flooding = hub.collector(hub.globex());
        var quiet = hub.collector(hub.acme());
        for (int sequence = 1; sequence <= 4; sequence++) {
            send(flooding, sequence, TestCollector.gzip(lines("flood", 5_000))).expect(200);
        }

        var refused = send(flooding, 5, lines("more", 1)).expect(429);

        assertEquals("1", refused.response().headers().firstValue("Retry-After").orElse(""));
        send(quiet, 1, lines("quiet", 1)).expect(200);
        hub.clock.pass(Duration.ofSeconds(1));
        send(flooding, 5, lines("more", 1)).expect(200);
    }

    @Test
    void programsPostWithAKeyThatMayWriteEvents() {
        var program = program("events:write");
        var named = program("events:write").with("Idempotency-Key", "tuesday");
        var reader = program("devices:read");

        program.send(EVENTS, EventsOf.line("posted")).expect(200);
        named.send(EVENTS, EventsOf.line("named")).expect(200);
        var again = named.send(EVENTS, EventsOf.line("named")).expect(200).json();

        assertTrue(again.path("duplicate").asBoolean());
        named.send(EVENTS, EventsOf.line("other")).expect(409);
        reader.send(EVENTS, EventsOf.line("refused")).expect(403);
        hub.client().send(EVENTS, EventsOf.line("refused")).expect(401);
        assertEquals(List.of("named", "posted"), messages(items(gil.get(GLOBEX + "?limit=2"))));
    }

    @Test
    void theListIsPagedToItsEnd() {
        var collector = hub.collector(hub.acme());
        send(collector, 1, lines("paged", 7)).expect(200);
        var seen = new ArrayList<String>();
        var path = ACME + "?limit=3&q=collector:" + collector.id;

        for (var next = path; !next.isEmpty(); ) {
            var answer = ada.get(next).expect(200);
            seen.addAll(messages(items(answer)));
            var cursor = answer.json().path("next_cursor");
            next = cursor.isNull() ? "" : path + "&cursor=" + cursor.asText();
        }

        assertEquals(
                List.of(
                        "paged 6", "paged 5", "paged 4", "paged 3", "paged 2", "paged 1",
                        "paged 0"),
                seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "severity:>=high | worst",
                "severity:informational class:4001 | flow",
                "class:4003 | name",
                "source:198.51.100.9 | flow",
                "name:a.example* | name",
                "received:>-1h -class:4001 | worst name",
                "received:<-1h | ~~",
                "flo | flow",
                "\"flo\" | ~~",
                "lo | ~~",
                "EXAMPLE net | name",
                "dns | name",
                "198.51.100.9 | flow",
                "address:198.51.100.9 | flow",
                "address:* -name | flow",
                "(worst OR flow) | worst flow",
                "hostname:nobody | ~~"
            })
    void findsWhatItAsksFor(String q, String found) {
        var collector = hub.collector(hub.acme());
        send(
                        collector,
                        1,
                        """
                        {"class_uid":4001,"activity_id":1,"severity_id":1,"time":1,"message":"flow","src_endpoint":{"ip":"198.51.100.9"}}
                        {"class_uid":4003,"activity_id":1,"severity_id":2,"time":1,"message":"name","query":{"hostname":"a.example.net"}}
                        {"class_uid":2004,"activity_id":1,"severity_id":6,"time":1,"message":"worst"}
                        """
                                .getBytes(UTF_8))
                .expect(200);

        var asked = URLEncoder.encode(q + " collector:" + collector.id, UTF_8);
        var list = items(ada.get(ACME + "?q=" + asked).expect(200));

        assertEquals(found, String.join(" ", messages(list)));
        var export = ada.get(ACME + "?format=csv&q=" + asked).expect(200).body();
        assertEquals(list.size() + 1, export.lines().count(), export);
    }

    private static TestClient.Answer send(TestCollector collector, long sequence, byte[] body) {
        return collector.send(collector.signed("POST", EVENTS, sequence, body));
    }

    /** What its page says of a collector. */
    private static List<String> notes(TestCollector collector) {
        var notes = new CollectorNotes(hub.database());
        return hub.database().inTenant(hub.acme(), () -> notes.of(collector.id)).stream()
                .map(CollectorNotes.Note::kind)
                .toList();
    }

    private static byte[] lines(String message, int count) {
        return EventsOf.lines(message, count);
    }

    /** A program of Globex with these scopes. */
    private static TestClient program(String... scopes) {
        var key =
                gil.post(
                        "/api/v1/orgs/globex/api-keys",
                        Map.of("name", "poster", "scopes", List.of(scopes)));
        return hub.client().bearer(key.expect(201).json().path("key").asText());
    }

    private static List<JsonNode> items(TestClient.Answer answer) {
        var items = answer.expect(200).json().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private static List<String> messages(List<JsonNode> items) {
        return items.stream().map(item -> item.path("message").asText()).toList();
    }
}
