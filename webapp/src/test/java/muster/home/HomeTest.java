package muster.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pasted list shows, to visitors and to members. */
class HomeTest {
    private static final String LIST =
            """
            root@web-1:~# dpkg -l
            ii  base-files     12.4+deb12u11    amd64  Debian base system files
            ii  libssl3:amd64  3.0.11-1~deb12u2 amd64  Secure Sockets Layer toolkit
            """;

    private final ClockedHub hub = new ClockedHub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aMemberKeepsAPasteInTheirOrganization() {
        var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

        var page = ada.submit("/", Map.of("text", LIST)).expect(200).body();

        assertTrue(page.contains("Keep in Acme"), page);
        assertTrue(page.contains("action=\"/o/acme/imports\""), page);
        assertFalse(page.contains("Keep this: sign up"), page);
        ada.submit("/o/acme/imports", Map.of("text", LIST, "hostname", "web-1")).expect(303);
        var devices = ada.get("/api/v1/orgs/acme/devices").json().path("items");
        assertEquals("web-1", devices.get(0).path("hostname").asText());
    }

    @Test
    void whoMayKeepItNowhereIsOfferedToSignUp() {
        var viewer = hub.member(hub.acme(), Role.VIEWER, "vic@acme.example");

        for (var reader : new TestClient[] {hub.client(), viewer}) {
            var page = reader.submit("/", Map.of("text", LIST)).expect(200).body();
            assertTrue(page.contains("Keep this: sign up"), page);
            assertFalse(page.contains("Keep in"), page);
        }
    }

    @Test
    void aBillOfMaterialsNamesItsDevice() {
        var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        var bill =
                """
                {"bomFormat": "CycloneDX", "specVersion": "1.5",
                 "metadata": {"component": {"type": "container", "name": "billing-worker"}},
                 "components": [{"type": "library", "name": "left-pad", "version": "1.3.0",
                   "purl": "pkg:npm/left-pad@1.3.0"}]}
                """;

        var page = hub.client().submit("/", Map.of("text", bill)).expect(200).body();
        ada.send("/api/v1/orgs/acme/imports?format=cyclonedx", bill).expect(201);
        ada.submit("/o/acme/imports", Map.of("text", bill, "hostname", "")).expect(303);
        ada.send("/api/v1/orgs/acme/imports?format=cyclonedx&hostname=other", bill).expect(201);

        assertTrue(page.contains("billing-worker"), page);
        var devices = ada.get("/api/v1/orgs/acme/devices").json().path("items");
        assertEquals(2, devices.size());
        assertEquals("billing-worker", devices.get(0).path("hostname").asText());
    }

    @Test
    void linesThatWereNotUnderstoodAreListedBesideTheResult() {
        var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        var list = LIST + "ii  libgarbled-without-version\n";

        var page = hub.client().submit("/", Map.of("text", list)).expect(200).body();
        var answer = ada.send("/api/v1/orgs/acme/imports?hostname=web-1", list).expect(201).json();
        var taken =
                ada.submit("/o/acme/imports", Map.of("text", list, "hostname", "web-1"))
                        .expect(200)
                        .body();

        assertTrue(page.contains("1 line was not understood"), page);
        assertTrue(page.contains("libgarbled-without-version"), page);
        assertEquals(2, answer.path("items").asInt());
        assertEquals(1, answer.path("unread").asInt());
        assertTrue(taken.contains("2 items were kept; 1 line was not understood"), taken);
        assertTrue(taken.contains("libgarbled-without-version"), taken);
        assertTrue(taken.contains(answer.path("device_id").asText()), taken);
        var all = ada.send("/api/v1/orgs/acme/imports?hostname=web-1", LIST).expect(201).json();
        assertEquals(0, all.path("unread").asInt());
    }

    @Test
    void whatIsRefusedIsNotSentBack() {
        var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        var text = LIST + "password: canary99\n";

        for (var address : new String[] {"/", "/o/acme/imports"}) {
            var page = ada.submit(address, Map.of("text", text)).expect(422).body();
            assertTrue(page.contains("Line 4 shows a setting with a password"), page);
            assertFalse(page.contains("canary99"), page);
        }
    }

    @Test
    void whoSignsUpIsAskedForTheMachinesNameWithTheOneThatTheListShows() {
        var form =
                hub.client()
                        .submit("/keep", Map.of("text", LIST, "hostname", "web-1"))
                        .expect(200)
                        .body();
        var without = hub.client().get("/signup").expect(200).body();

        assertTrue(form.contains("Name of the machine"), form);
        assertTrue(form.contains("value=\"web-1\""), form);
        assertFalse(without.contains("Name of the machine"), without);
        var result = hub.client().submit("/", Map.of("text", LIST)).expect(200).body();
        assertTrue(result.contains("name=\"hostname\" value=\"web-1\""), result);
    }

    @Test
    void anItemWithoutAVersionIsOneThatNobodyCanTellAbout() {
        var bill =
                """
                {"bomFormat": "CycloneDX", "specVersion": "1.5",
                 "components": [{"type": "library", "name": "left-pad",
                   "purl": "pkg:npm/left-pad"}]}
                """;

        var page = hub.client().submit("/", Map.of("text", bill)).expect(200).body();

        assertTrue(page.contains("left-pad"), page);
        assertTrue(page.contains("no version"), page);
    }
}
