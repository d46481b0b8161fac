package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.tenancy.Role;
import org.junit.jupiter.api.Test;

/** Law 5: unknown is not zero. What nobody can tell is counted and named, never left out. */
class UnknownIsNotZeroTest {
    @Test
    void softwareThatCannotBeComparedIsCountedAndSaysWhy() throws InterruptedException {
        try (var hub = new TestHub()) {
            var program = hub.program("acme");
            var device =
                    Reports.of("unknown-1")
                            .with("openssl", "3.0.11-1~deb12u2")
                            .with("bash", "")
                            .with("other", "homegrown", "1.0")
                            .sendBy(program);
            Reports.awaitLooked(program, device);

            var coverage =
                    program.get("/api/v1/orgs/acme/devices/" + device + "/findings")
                            .expect(200)
                            .json()
                            .path("coverage");

            assertEquals(3, coverage.path("software").asInt(), coverage.toString());
            assertEquals(1, coverage.path("checked").asInt(), coverage.toString());
            assertEquals(2, coverage.path("cannot_tell").asInt(), coverage.toString());
            int told = 0;
            for (var reason : coverage.path("reasons")) {
                assertFalse(reason.path("why").asText().isBlank(), coverage.toString());
                told += reason.path("software").asInt();
            }
            assertEquals(2, told, coverage.toString());
        }
    }

    @Test
    void aDeviceThatNobodyLookedAtYetIsNotClean() {
        // The hub of this test has no jobs running: nothing is matched.
        try (var hub = new ClockedHub()) {
            var owner = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var device = "/api/v1/orgs/acme/devices/" + reported(hub, owner);

            assertFalse(owner.get(device + "/findings").json().path("looked").asBoolean(true));
        }
    }

    @Test
    void aDeviceThatFellSilentIsLate() {
        try (var hub = new ClockedHub()) {
            var owner = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var path = "/api/v1/orgs/acme/devices/" + reported(hub, owner);
            assertEquals("reporting", owner.get(path).json().path("status").asText());

            hub.clock.pass(Duration.ofDays(3));

            var later = hub.client();
            later.post(
                            "/api/v1/sessions",
                            Map.of("email", "ada@acme.example", "password", ClockedHub.PASSWORD))
                    .expect(200);
            assertEquals("late", later.get(path).expect(200).json().path("status").asText());
        }
    }

    private static String reported(ClockedHub hub, TestClient owner) {
        var wanted = Map.of("name", "key", "scopes", List.of("inventory:write"));
        var key = owner.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
        var program = hub.client().bearer(key.path("key").asText());
        var device = Reports.of("silent-1").with("openssl", "3.0.11").sendBy(program);
        owner.get("/api/v1/orgs/acme/devices/" + device).expect(200);
        return device;
    }
}
