package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which device is merged into which is never guessed, and done once however often it is asked. */
class MergingTest {
    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void ofSeveralOfOneNameSomebodyChooses() {
        var device = reported("web-1", "5CG111111X");
        var one = reported("db-1", "5CG111112X");
        var two = reported("db-1", "5CG111113X");

        var page = ada.get(merge("/o", device) + "?other=DB-1").expect(200).body();
        var refused = ada.post(merge("/api/v1/orgs", device), Map.of("other", "db-1")).expect(409);

        assertTrue(page.contains("Several devices are called DB-1"), page);
        for (var id : List.of(one, two)) {
            assertTrue(page.contains("/merge?other=" + id), page);
            assertTrue(refused.body().contains(id), refused.body());
        }
    }

    @Test
    void theSecondWhoAsksGetsTheSameAndNothingIsDoneTwice() throws Exception {
        var device = reported("web-1", "5CG111111X");
        var other = Map.of("other", reported("web-2", "5CG111112X"));
        var path = merge("/api/v1/orgs", device);

        var both = new ArrayList<Future<TestClient.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            both.add(threads.submit(() -> ada.post(path, other)));
            both.add(threads.submit(() -> ada.post(path, other)));
        }

        for (var answer : both) {
            assertEquals(device, answer.get().expect(200).json().path("device_id").asText());
        }
        ada.submit(merge("/o", device), other).expect(303);
        var audit = ada.get("/api/v1/orgs/acme/audit").expect(200).body();
        assertEquals(2, audit.split("\"device.merged\"", -1).length, audit);
    }

    private String reported(String hostname, String serial) {
        return ada.post(
                        "/api/v1/orgs/acme/api-keys",
                        Map.of("name", "k", "scopes", List.of("inventory:write")))
                .expect(201)
                .json()
                .path("key")
                .asText()
                .transform(key -> hub.client().bearer(key))
                .post(
                        "/api/v1/agents/inventory",
                        Map.of(
                                "report_id",
                                UUID.randomUUID(),
                                "hostname",
                                hostname,
                                "serial",
                                serial,
                                "products",
                                List.of()))
                .expect(200)
                .json()
                .path("device_id")
                .asText();
    }

    private static String merge(String face, String device) {
        return face + "/acme/devices/" + device + "/merge";
    }
}
