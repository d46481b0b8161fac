package muster.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import muster.web.Parts.Trend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The overview of an organization that has just begun. */
class FirstDaysTest {
    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theChartBeginsWithTheFirstDevice() {
        ada.send(
                        "/api/v1/orgs/acme/imports?format=dpkg&hostname=web-1",
                        "ii  openssl 3.0.11-1~deb12u1 amd64 x\n")
                .expect(201);

        assertEquals(1, ada.get("/api/v1/orgs/acme/overview").json().path("days").size());
        var page = ada.get("/o/acme").expect(200).body();
        assertTrue(page.contains(">since "), page);
        assertFalse(page.contains("30 days ago"), page);

        hub.clock.pass(Duration.ofHours(3));
        assertTrue(ada.get("/o/acme").body().contains(">since "));
    }

    @Test
    void aSingleValueIsALevelLine() {
        assertEquals("0.0,14.0 100.0,14.0", new Trend(List.of(7L), "a", "b").line());
    }
}
