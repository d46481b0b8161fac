package muster.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there again, however the hub went down. */
@Tag("slow")
class RestartTest {
    @TempDir Path folder;

    @Test
    void dataSurvivesAStop() {
        survives(RunningHub::stop);
    }

    @Test
    void dataSurvivesTheDeathOfTheJavaProcessAlone() {
        survives(RunningHub::killJava);
    }

    @Test
    void dataSurvivesAPowerCut() {
        survives(RunningHub::killEverything);
    }

    @Test
    void nothingIsLeftBehindByAStop() {
        try (var hub = RunningHub.start()) {
            var server = hub.databaseServer();
            assertTrue(server.stream().anyMatch(ProcessHandle::isAlive));

            hub.stop();

            assertTrue(server.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (var hub = RunningHub.start()) {
            var log = folder.resolve("second.log");
            int port = hub.url().getPort();

            var second =
                    HubProcess.launch(
                            log,
                            Map.of(
                                    "MUSTER_PORT",
                                    "" + port,
                                    "MUSTER_COLLECTOR_PORT",
                                    "" + RunningHub.freePort(),
                                    "MUSTER_DATA",
                                    folder.resolve("data").toString()));

            assertTrue(second.waitFor(60, TimeUnit.SECONDS));
            assertNotEquals(0, second.exitValue());
            assertTrue(Files.readString(log).contains("" + port), Files.readString(log));
        }
    }

    @Test
    void anUnknownSettingStopsTheStartByName() throws Exception {
        var log = folder.resolve("refused.log");

        var refused = HubProcess.launch(log, Map.of("MUSTER_PROT", "8080"));

        assertTrue(refused.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, refused.exitValue());
        assertTrue(Files.readString(log).contains("MUSTER_PROT"));
    }

    private void survives(Consumer<RunningHub> end) {
        var data = folder.resolve("data");
        Person.Founded acme;
        String device;
        try (var hub = RunningHub.on(data, Map.of())) {
            acme = Person.ADA.signUp(hub);
            device =
                    acme.api()
                            .post("/api/v1/agents/inventory", inventory())
                            .expect(200)
                            .json()
                            .path("device_id")
                            .asText();
            end.accept(hub);
        }
        try (var hub = RunningHub.on(data, Map.of())) {
            var api = new Api(hub.url(), acme.api().headers());
            var devices = api.get(acme.path("/devices")).expect(200).json().path("items");
            assertEquals(1, devices.size());
            assertEquals(device, devices.get(0).path("id").asText());
        }
    }

    private static Map<String, Object> inventory() {
        return Map.of(
                "report_id",
                UUID.randomUUID().toString(),
                "hostname",
                "web-1",
                "products",
                List.of(
                        Map.of(
                                "vendor", "Debian",
                                "product_name", "openssl",
                                "version", "3.0.11-1~deb12u2",
                                "source_type", "os_package")));
    }
}
