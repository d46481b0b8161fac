package muster;

import static muster.Sent.device;
import static muster.Sent.machine;
import static muster.Sent.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Sql;
import muster.wire.DeviceFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where an agent lives on a device, nobody else speaks for it. */
class OneVoiceTest {
    private static final String INVENTORY = "/api/v1/agents/inventory";
    private static final String SUGGESTIONS = "/api/v1/orgs/acme/devices/suggestions";

    private final Sent sent = new Sent();
    private final TestCollector agent = sent.collector();

    @AfterEach
    void close() {
        sent.close();
    }

    @Test
    void aKeyDoesNotOverwriteWhatAnAgentSigned() {
        var device = device(agent.report(Sent.of(machine("web", 1), "openssl=3.0")));

        var program = program();
        var posted = program.post(INVENTORY, empty("web")).expect(200).json();

        assertEquals(device, posted.path("device_id").asText());
        assertEquals(List.of("openssl 3.0"), sent.software(device));
        // Whom nobody hears any more has no say.
        sent.hub.clock.pass(Duration.ofDays(30));
        program.post(INVENTORY, empty("web")).expect(200);
        assertEquals(List.of(), sent.software(device));
    }

    @Test
    void aKeySpeaksAgainWhenTheAgentIsShutOut() {
        var device = device(agent.report(Sent.of(machine("web", 1), "openssl=3.0")));
        shutOut();

        program().post(INVENTORY, empty("web")).expect(200);

        assertEquals(List.of(), sent.software(device));
    }

    @Test
    void anotherAgentDoesNotTakeADeviceByItsHardware() {
        var device = device(agent.report(Sent.of(machine("web", 1), "openssl=3.0")));
        var other = sent.collector();
        var own = device(other.report(Sent.of(machine("db", 2), "bash=5.2")));

        var told = device(other.report(Sent.of(machine("web", 1), "evil=1")));

        assertNotEquals(device, told);
        assertNotEquals(own, told);
        assertEquals(List.of("openssl 3.0"), sent.software(device));
        assertTrue(sent.ada.get(SUGGESTIONS).body().contains(told));
    }

    @Test
    void anotherAgentDoesNotTakeADeviceByItsName() {
        var device = device(agent.report(report("web", "openssl=3.0")));

        var told = device(sent.collector().report(report("web", "evil=1")));

        assertNotEquals(device, told);
        assertEquals(List.of("openssl 3.0"), sent.software(device));
    }

    @Test
    void whoIsInstalledAnewOnTheMachineGoesOn() {
        var device = device(agent.report(report("web", "openssl=3.0")));
        var anew = sent.collector();
        sent.change(
                Sql.of(
                        "update collectors set replaced_by = ?, replaced_at = now() where id = ?",
                        anew.id,
                        agent.id));

        assertEquals(device, device(anew.report(report("web", "openssl=3.1"))));
        assertEquals(List.of("openssl 3.1"), sent.software(device));
    }

    @Test
    void ofAListThatIsNotTakenIsSaidWhy() {
        var device = device(agent.report(Sent.of(machine("web", 1), "openssl=3.0")));
        var path = "/api/v1/orgs/acme/devices/" + device;
        var seen = sent.ada.get(path).expect(200).json().path("last_seen").asText();
        sent.hub.clock.pass(Duration.ofHours(1));
        var list = "ii  bash  5.2  amd64  shell";

        var told =
                sent.ada
                        .send("/api/v1/orgs/acme/imports?format=dpkg&hostname=web", list)
                        .expect(201)
                        .json();
        var page =
                sent.ada
                        .submit("/o/acme/imports", Map.of("hostname", "web", "text", list))
                        .expect(200)
                        .body();

        assertEquals(device, told.path("device_id").asText());
        assertEquals(0, told.path("items").asInt());
        assertTrue(told.path("not_taken").asText().contains("reports its software itself"));
        assertTrue(page.contains("The list was not taken"), page);
        assertEquals(List.of("openssl 3.0"), sent.software(device));
        assertEquals(seen, sent.ada.get(path).json().path("last_seen").asText());
    }

    @Test
    void aContainerIsNotItsHostWhoseFirmwareAndNameItShows() {
        var host = device(agent.report(Sent.of(machine("web", 1), "openssl=3.0")));
        // Not even where nobody speaks for the host any more.
        shutOut();
        var facts = machine("web", 1);
        var contained =
                new DeviceFacts(
                        facts.hostname(),
                        null,
                        facts.osName(),
                        facts.osVersion(),
                        null,
                        "container",
                        null,
                        facts.hardwareUuid(),
                        List.of());

        var told = device(sent.collector().report(Sent.of(contained, "busybox=1.37")));

        assertNotEquals(host, told);
        assertEquals(List.of("openssl 3.0"), sent.software(host));
    }

    @Test
    void aContainerThatWasPastedIsKnownByItsName() {
        var pasted =
                sent.ada
                        .send(
                                "/api/v1/orgs/acme/imports?format=dpkg&hostname=job",
                                "ii  bash 5.2 amd64 x\n")
                        .expect(201)
                        .json();
        var contained =
                new DeviceFacts(
                        "job", null, "Debian", "12", null, "container", null, null, List.of());

        assertEquals(
                pasted.path("device_id").asText(),
                device(agent.report(Sent.of(contained, "bash=5.2"))));
    }

    private void shutOut() {
        sent.change(
                Sql.of(
                        "update collectors set revoked_at = now(), revoked_by = 'x' where id = ?",
                        agent.id));
    }

    private TestClient program() {
        var key =
                sent.ada.post(
                        "/api/v1/orgs/acme/api-keys",
                        Map.of("name", "poster", "scopes", List.of("inventory:write")));
        return sent.hub.client().bearer(key.expect(201).json().path("key").asText());
    }

    private static Map<String, Object> empty(String hostname) {
        return Map.of("report_id", UUID.randomUUID(), "hostname", hostname, "products", List.of());
    }
}
