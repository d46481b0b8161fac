package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import muster.events.EventsOf;
import muster.wire.DeviceFacts;
import muster.wire.Interface;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import muster.wire.Listener;
import muster.wire.MacAddress;
import muster.wire.Neighbour;
import muster.wire.Report;
import muster.wire.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a device is connected and what happened on it goes with it: merged, taken apart, split. */
class BelongingsTest {
    private static Sent sent;
    private static int numbers;

    /** An agent, and the device that it is on. */
    private record Machine(TestCollector agent, String device, int number) {
        static Machine of(String hostname) {
            var agent = sent.collector();
            var number = ++numbers;
            return new Machine(
                    agent, Sent.device(agent.report(connected(hostname, number))), number);
        }

        String card() {
            return "card" + number;
        }

        void tells(long sequence, String message) {
            var path = "/api/v1/agents/events";
            agent.send(agent.signed("POST", path, sequence, EventsOf.lines(message, 1)))
                    .expect(200);
        }
    }

    @BeforeAll
    static void open() {
        sent = new Sent();
    }

    @AfterAll
    static void close() {
        sent.close();
    }

    @Test
    void theMergedDevicesNetworkIsTheDevicesWhileTheyAreOne() {
        var pasted = paste("merge-1");
        var machine = Machine.of("merge-2");
        later();

        merge(pasted, machine.device());
        assertEquals(List.of(machine.card()), cards(pasted));
        assertTrue(page(pasted).contains("10.1.0." + machine.number()));
        later();
        machine.agent().report(connected("merge-2", 77)).expect(200);
        assertEquals(List.of("card77"), cards(pasted));
        undo(pasted);

        assertEquals(List.of(), cards(pasted));
        assertEquals(List.of("card77"), cards(machine.device()));
    }

    @Test
    void whatWasToldLastOfTwoIsShown() {
        var one = Machine.of("last-1");
        later();
        var two = Machine.of("last-2");
        later();

        merge(one.device(), two.device());
        assertEquals(List.of(two.card()), cards(one.device()));
        later();
        one.agent().report(connected("last-1", one.number())).expect(200);

        assertEquals(List.of(one.card()), cards(one.device()));
    }

    @Test
    void undoneMergeLeavesBothNetworksAsTheyWere() {
        var one = Machine.of("undone-1");
        var two = Machine.of("undone-2");

        later();
        merge(one.device(), two.device());
        undo(one.device());

        assertEquals(List.of(one.card()), cards(one.device()));
        assertEquals(List.of(two.card()), cards(two.device()));
    }

    @Test
    void neighboursAreKnownByWhatTheyBecamePartOf() {
        var two = Machine.of("near-2");
        var one = paste("near-1");
        var looking = Machine.of("looking-1");
        looking.agent().report(sees("looking-1", two.number())).expect(200);

        later();
        merge(one, two.device());

        var neighbour = list(looking.device(), "neighbours").path(0);
        assertEquals(one, neighbour.path("device_id").asText());
    }

    @Test
    void splitOffAgentTakesItsNetworkAlong() {
        paste("split-1");
        var machine = Machine.of("split-1");
        machine.tells(2, "before the split");

        later();
        var other =
                sent.ada
                        .post(path(machine.device()) + "/split", Map.of("source", "agent"))
                        .expect(201)
                        .json()
                        .path("device_id")
                        .asText();

        assertEquals(List.of(), cards(machine.device()));
        assertEquals(List.of(machine.card()), cards(other));
        assertEquals(List.of("before the split 0"), events(other));
        assertEquals(List.of(), events(machine.device()));
    }

    @Test
    void eventsAreTheirsThroughMergeAndUndo() {
        var one = Machine.of("events-1");
        var two = Machine.of("events-2");
        one.tells(2, "first of one");
        two.tells(2, "first of two");

        later();
        merge(one.device(), two.device());
        two.tells(3, "second of two");
        assertEquals(
                List.of("second of two 0", "first of two 0", "first of one 0"),
                events(one.device()));
        later();
        undo(one.device());
        two.tells(4, "third of two");

        assertEquals(List.of("first of one 0"), events(one.device()));
        assertEquals(
                List.of("third of two 0", "second of two 0", "first of two 0"),
                events(two.device()));
        assertEquals(0, sent.grace.get("/api/v1/orgs/globex/events").json().path("items").size());
    }

    private static Report connected(String hostname, int number) {
        var address = IpAddress.of("10.1.0." + number);
        var card = new Interface("card" + number, mac(number), List.of(address));
        var port = new Listener(Listener.Protocol.TCP, address, 8000 + number, null);
        return report(hostname, new Surroundings(List.of(card), List.of(port), List.of()));
    }

    private static Report sees(String hostname, int number) {
        var neighbour = new Neighbour(IpAddress.of("10.1.0." + number), mac(number), "eth0");
        return report(hostname, new Surroundings(List.of(), List.of(), List.of(neighbour)));
    }

    private static Report report(String hostname, Surroundings surroundings) {
        var inventory = new Inventory(DeviceFacts.named(hostname), List.of(Sent.fact("bash=5.2")));
        return new Report(null, List.of(inventory, surroundings));
    }

    private static MacAddress mac(int number) {
        return MacAddress.of("52:54:00:00:00:%02x".formatted(number));
    }

    private static String paste(String hostname) {
        var list = "ii  bash  5.2  amd64  shell\n";
        return sent.ada
                .send("/api/v1/orgs/acme/imports?format=dpkg&hostname=" + hostname, list)
                .expect(201)
                .json()
                .path("device_id")
                .asText();
    }

    private static void later() {
        sent.hub.clock.pass(Duration.ofMinutes(1));
    }

    private static void merge(String device, String other) {
        sent.ada.post(path(device) + "/merge", Map.of("other", other)).expect(200);
    }

    private static void undo(String device) {
        var merge = list(device, "merges").path(0).path("id").asText();
        sent.ada.delete(path(device) + "/merges/" + merge).expect(200);
    }

    private static List<String> cards(String device) {
        return list(device, "interfaces").findValuesAsText("name");
    }

    private static List<String> events(String device) {
        var messages = new ArrayList<String>();
        sent.ada
                .get("/api/v1/orgs/acme/events?device=" + device)
                .expect(200)
                .json()
                .path("items")
                .forEach(one -> {
                    assertEquals(device, one.path("device_id").asText());
                    messages.add(one.path("message").asText());
                });
        return messages;
    }

    private static String page(String device) {
        return sent.ada.get("/o/acme/devices/" + device + "/network").expect(200).body();
    }

    private static JsonNode list(String device, String what) {
        return sent.ada.get(path(device) + "/" + what).expect(200).json().path("items");
    }

    private static String path(String device) {
        return "/api/v1/orgs/acme/devices/" + device;
    }
}
