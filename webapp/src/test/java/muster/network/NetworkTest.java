package muster.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.database.Sql;
import muster.tenancy.Role;
import muster.wire.DeviceFacts;
import muster.wire.Interface;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import muster.wire.Listener;
import muster.wire.MacAddress;
import muster.wire.Neighbour;
import muster.wire.Report;
import muster.wire.Sighting;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a device is connected now, as its collector told it last. */
class NetworkTest {
    private static final MacAddress OWN = MacAddress.of("52:54:00:00:00:01");
    private static final MacAddress GATEWAY = MacAddress.of("52:54:00:00:00:02");

    private static ClockedHub hub;
    private static TestClient ada;
    private static TestClient grace;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        grace = hub.member(hub.globex(), Role.OWNER, "grace@globex.example");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void interfacesListenersAndNeighboursAreOnTheDevicesPage() {
        var gateway = report(hub.collector(hub.acme()), "gw-1", card("lan0", GATEWAY, "10.0.4.1"));

        var device = report(hub.collector(hub.acme()), "web-1", all());

        var page = ada.get("/o/acme/devices/" + device + "/network").expect(200).body();
        for (var text :
                List.of("eth0", OWN.text(), "10.0.4.11", "443/tcp", "nginx", "10.0.4.1", "gw-1")) {
            assertTrue(page.contains(text), text + " in " + page);
        }
        assertTrue(page.contains("/o/acme/devices/" + gateway), page);
        assertEquals(gateway, list(device, "neighbours").path(0).path("device_id").asText());
        assertEquals(443, list(device, "listeners").path(0).path("port").asInt());
        assertEquals("eth0", list(device, "interfaces").path(0).path("name").asText());
    }

    @Test
    void nobodyElsesPageShowsIt() {
        var device = report(hub.collector(hub.acme()), "ours-1", all());
        var theirs =
                report(hub.collector(hub.globex()), "theirs-1", card("x0", GATEWAY, "10.9.9.9"));

        for (var path : List.of("network", "interfaces", "listeners", "neighbours")) {
            grace.get("/api/v1/orgs/globex/devices/" + device + "/" + path).expect(404);
        }
        // The neighbour's address is known there, but there is not here.
        assertFalse(list(device, "neighbours").toString().contains(theirs));
    }

    @Test
    void whatIsNotThereAnyMoreIsGoneAndTheRestStaysSinceThen() {
        var collector = hub.collector(hub.acme());
        var device = report(collector, "changing-1", all());
        var first = list(device, "listeners").path(0).path("since").asText();
        hub.clock.pass(Duration.ofHours(1));

        report(
                collector,
                "changing-1",
                new Surroundings(
                        List.of(),
                        List.of(listener(443, "nginx"), listener(8443, null)),
                        List.of()));

        var ports = list(device, "listeners");
        assertEquals(List.of("443", "8443"), ports.findValuesAsText("port"));
        assertEquals(first, ports.path(0).path("since").asText());
        assertEquals(hub.clock.instant().toString(), ports.path(1).path("since").asText());
        assertEquals(0, list(device, "interfaces").size());
        assertEquals(0, list(device, "neighbours").size());
    }

    @Test
    void whatSaysNothingOfNetworksChangesNothing() {
        var collector = hub.collector(hub.acme());
        var device = report(collector, "silent-1", all());

        collector.report(new Report(null, List.of(inventory("silent-1")))).expect(200);

        assertEquals(1, list(device, "interfaces").size());
    }

    @Test
    void whatCouldNotBeReadIsNotGone() {
        var collector = hub.collector(hub.acme());
        var device = report(collector, "unread-1", all());
        var none = new Surroundings(List.of(), List.of(), List.of());

        report(collector, "unread-1", none, new SourceFailure("listeners", "not permitted"));

        assertEquals(1, list(device, "listeners").size());
        assertEquals(0, list(device, "interfaces").size());
        var page = ada.get("/o/acme/devices/" + device).expect(200).body();
        assertTrue(page.contains("listeners") && page.contains("not permitted"), page);
        report(collector, "unread-1", none);
        assertEquals(0, list(device, "listeners").size());
        assertFalse(
                ada.get("/o/acme/devices/" + device).expect(200).body().contains("not permitted"));
    }

    @Test
    void theSameInAnotherOrderWritesNothing() {
        var collector = hub.collector(hub.acme());
        var ports = List.of(listener(22, "sshd"), listener(443, "nginx"));
        var device = report(collector, "same-1", new Surroundings(List.of(), ports, List.of()));
        var before = versions(device);

        report(collector, "same-1", new Surroundings(List.of(), ports.reversed(), List.of()));

        assertEquals(before, versions(device));
    }

    @Test
    void aPageWithoutNetworksSaysWhoWouldTell() {
        var collector = hub.collector(hub.acme());
        var answer = collector.report(new Report(null, List.of(inventory("untold-1"))));
        var device = answer.expect(200).json().path("device_id").asText();

        var page = ada.get("/o/acme/devices/" + device + "/network").expect(200).body();

        assertTrue(page.contains("/o/acme/enroll"), page);
    }

    @Test
    void kernelAndProcessorAreOnTheDevicesPage() {
        var facts =
                new DeviceFacts(
                        "kernel-1",
                        null,
                        "Debian",
                        "12",
                        null,
                        "server",
                        null,
                        null,
                        List.of(),
                        "6.1.0-26-amd64",
                        "x86_64");
        var report = new Report(null, List.of(new Inventory(facts, List.of())));
        var answer = hub.collector(hub.acme()).report(report).expect(200).json();

        var page = ada.get("/o/acme/devices/" + answer.path("device_id").asText()).body();

        assertTrue(page.contains("6.1.0-26-amd64") && page.contains("x86_64"), page);
    }

    private static Surroundings all() {
        return new Surroundings(
                card("eth0", OWN, "10.0.4.11").interfaces(),
                List.of(listener(443, "nginx")),
                List.of(new Neighbour(IpAddress.of("10.0.4.1"), GATEWAY, "eth0")));
    }

    private static Surroundings card(String name, MacAddress mac, String address) {
        var one = new Interface(name, mac, List.of(IpAddress.of(address)));
        return new Surroundings(List.of(one), List.of(), List.of());
    }

    private static Listener listener(int port, @Nullable String process) {
        return new Listener(Listener.Protocol.TCP, IpAddress.of("0.0.0.0"), port, process);
    }

    private static Inventory inventory(String hostname) {
        return new Inventory(DeviceFacts.named(hostname), List.of());
    }

    private static String report(TestCollector collector, String hostname, Sighting... more) {
        var all = new ArrayList<Sighting>(List.of(inventory(hostname)));
        all.addAll(List.of(more));
        var answer = collector.report(new Report(null, all)).expect(200);
        return answer.json().path("device_id").asText();
    }

    private static JsonNode list(String device, String what) {
        return ada.get("/api/v1/orgs/acme/devices/" + device + "/" + what)
                .expect(200)
                .json()
                .path("items");
    }

    /** Which versions of the rows are there: a row that is written is another one. */
    private static List<String> versions(String device) {
        return hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                hub.database()
                                        .list(
                                                Sql.of(
                                                        """
                                                        select xmin::text || ctid::text as version
                                                        from device_listeners where device_id = ?
                                                        union all
                                                        select xmin::text || ctid::text
                                                        from device_networks where device_id = ?
                                                        order by 1
                                                        """,
                                                        UUID.fromString(device),
                                                        UUID.fromString(device)),
                                                row -> row.text("version")));
    }
}
