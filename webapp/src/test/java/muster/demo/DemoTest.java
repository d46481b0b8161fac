package muster.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import muster.ClockedHub;
import muster.TestClient;
import muster.database.Sql;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final String API = "/api/v1/orgs/demo";
    private static final Map<String, Object> KEY =
            Map.of(
                    "name",
                    "everything",
                    "scopes",
                    Stream.of(Permission.values()).map(Permission::word).toList());

    private static ClockedHub hub;
    private static TestClient owner;
    private static TestClient program;

    @BeforeAll
    static void makeIt() {
        hub = new ClockedHub();
        assertTrue(hub.demo().make());
        owner = hub.member(hub.acme(), Role.OWNER, "ann@acme.example");
        var key = owner.post("/api/v1/orgs/acme/api-keys", KEY).expect(201).json().path("key");
        program = hub.client().bearer(key.asText());
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void everybodyMayLookAround() {
        for (var visitor : List.of(hub.client(), owner, program)) {
            visitor.get(API + "/devices").expect(200);
            visitor.get(API + "/findings").expect(200);
        }
        for (var page : List.of("", "/devices", "/software", "/findings", "/coverage")) {
            hub.client().get("/o/demo" + page).expect(200);
        }
        assertTrue(hub.client().get("/").expect(200).body().contains("href=\"/o/demo\""));
    }

    @Test
    void itsDeveloperLogsInAndMayChangeIt() {
        var person = hub.developer();
        assertEquals("demo", person.get("/api/v1/me").json().at("/organizations/0/slug").asText());
        person.post(API + "/sites", Map.of("name", "Cellar")).expect(201);
    }

    @Test
    void nobodySeesWhoIsInItAndWhatTheyDid() {
        for (var visitor : List.of(hub.client(), owner, program)) {
            for (var path : List.of("/members", "/api-keys", "/audit")) {
                visitor.get(API + path).expect(403);
            }
        }
    }

    @Test
    void nobodyMayChangeAnything() {
        var device = device("web-1").path("id").asText();
        var before = items("/devices").size();
        for (var visitor : List.of(hub.client(), owner, program)) {
            visitor.post(API + "/imports?format=dpkg&hostname=mine", "bash\t5.2.15-2").expect(403);
            visitor.post(API + "/sites", Map.of("name", "Mine")).expect(403);
            visitor.post(API + "/api-keys", KEY).expect(403);
            visitor.post(API + "/devices/" + device + "/retirement", Map.of("reason", "no"))
                    .expect(403);
        }
        assertEquals(before, items("/devices").size());
    }

    @Test
    void isNobodysOwn() {
        var mine = owner.get("/api/v1/me").expect(200).json().path("organizations");

        assertEquals(1, mine.size());
        assertEquals("acme", mine.get(0).path("slug").asText());
    }

    @Test
    void otherOrganizationsStayClosed() {
        hub.client().get("/api/v1/orgs/acme/devices").expect(401);
        owner.get("/api/v1/orgs/globex/devices").expect(404);
        program.get("/api/v1/orgs/globex/devices").expect(404);
    }

    @Test
    void aSecondStartMakesNothingNew() {
        var before = rows();

        assertFalse(hub.demo().make());
        hub.demo().goOn();

        assertEquals(before, rows());
    }

    @Test
    void oneFindingIsExploitedAndItIsOnTheDatabaseServer() {
        var exploited = items("/findings?q=kev:true");

        assertEquals(1, exploited.size());
        assertEquals(device("db-1").path("id"), exploited.getFirst().path("device_id"));
    }

    @Test
    void oneDeviceIsLateAndOneRetired() {
        assertEquals(List.of("lap-cleo"), hostnames("/devices?q=status:late"));
        assertEquals(List.of("web-old"), hostnames("/devices?q=status:retired"));
    }

    @Test
    void itsDevicesGoOnReporting() {
        hub.clock.pass(Duration.ofDays(3));
        hub.demo().goOn();

        // Silent for more than a week by now; all others are heard of.
        assertEquals(List.of("lap-cleo"), hostnames("/devices?q=status:offline"));
        assertEquals(List.of(), hostnames("/devices?q=status:late"));
    }

    @Test
    void timelinesTellOfUpgradesAndOfTheClone() {
        var moments = moments();

        assertTrue(
                moments.stream()
                        .anyMatch(it -> it.matches("web-1 software_changed upgraded \\d\\d")),
                moments::toString);
        assertTrue(moments.contains("web-2 clash serial"), moments::toString);
        assertTrue(moments.contains("web-2-staging clash serial"), moments::toString);
        assertTrue(moments.contains("lap-anna fact_changed ip_address"));
        assertTrue(moments.contains("gw-1 fact_changed os_version"));
    }

    @Test
    void theChartRisesAndFalls() {
        var days = hub.client().get(API + "/overview").expect(200).json().path("days");
        var open = new TreeSet<Long>();
        days.forEach(day -> open.add(day.path("open").asLong()));

        assertEquals(30, days.size());
        assertTrue(open.size() > 10, open.toString());
        assertTrue(sum(days, "gone") > sum(days, "opened"), days::toString);
        assertTrue(sum(days, "opened") > 20, days::toString);
    }

    @Test
    void someSoftwareNobodyCanTellAbout() {
        var coverage = hub.client().get(API + "/overview").expect(200).json().path("coverage");

        var checked = coverage.path("checked").asLong();
        assertTrue(checked > 0 && checked < coverage.path("software").asLong(), coverage::toString);
    }

    private static long sum(JsonNode days, String field) {
        return StreamSupport.stream(days.spliterator(), false)
                .mapToLong(day -> day.path(field).asLong())
                .sum();
    }

    private static JsonNode device(String hostname) {
        return items("/devices?q=hostname:" + hostname).getFirst();
    }

    private static List<String> hostnames(String path) {
        return items(path).stream().map(one -> one.path("hostname").asText()).toList();
    }

    private static List<JsonNode> items(String path) {
        var items = hub.client().get(API + path).expect(200).json().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    /** Every entry of every timeline: "web-1 software_changed upgraded 23". */
    private static List<String> moments() {
        return inDemo(
                Sql.of(
                        """
                        select concat_ws(' ', d.hostname, t.kind, t.subject,
                            'upgraded ' || t.upgraded) as line
                        from device_timeline t join devices d on d.id = t.device_id
                        """));
    }

    /** How many rows there are of everything that grows. */
    private static List<String> rows() {
        return inDemo(
                Sql.of(
                        """
                        select 'devices ' || count(*) as line from devices
                        union all select 'timeline ' || count(*) from device_timeline
                        union all select 'installations ' || count(*) from installations
                        union all select 'findings ' || count(*) from findings
                        union all select 'days ' || count(*) from inventory_days
                        union all select 'audit ' || count(*) from audit_entries
                        """));
    }

    private static List<String> inDemo(Sql sql) {
        var database = hub.database();
        return database.inTenant(Demo.TENANT, () -> database.list(sql, row -> row.text("line")));
    }
}
