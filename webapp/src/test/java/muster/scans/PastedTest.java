package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.ClockedHub;
import muster.TestClient;
import muster.database.Sql;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a switch printed of itself, where lists are pasted. */
class PastedTest {
    private static final String IMPORTS = "/api/v1/orgs/acme/imports?format=show-version";
    private static final String SHOW_VERSION =
            """
            %1$s#show version
            Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)
            Technical Support: http://www.cisco.com/techsupport
            ROM: Bootstrap program is C2960X boot loader

            %1$s uptime is 3 weeks, 2 days, 1 hour, 5 minutes
            System image file is "flash:/c2960x-universalk9-mz.152-7.E3.bin"

            cisco WS-C2960X-48TS-L (APM86XXX) processor (revision B0) with 524288K bytes of memory.
            Processor board ID FOC2038Z1KA
            Model number                    : WS-C2960X-48TS-L
            System serial number            : FOC2038Z1KA
            """;

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
    void itIsADeviceWithItsVersionSerialAndReasons() {
        var id = imported(SHOW_VERSION.formatted("access-7"));

        var device = ada.get("/api/v1/orgs/acme/devices/" + id).expect(200).json();
        assertEquals("access-7", device.path("hostname").asText());
        assertEquals("15.2(7)E3", device.path("os_version").asText());
        assertEquals("FOC2038Z1KA", device.path("serial").asText());
        var software = ada.get("/api/v1/orgs/acme/devices/" + id + "/software").expect(200).json();
        assertEquals("network_os", software.at("/items/0/source").asText());
        var cpe = "cpe:2.3:o:cisco:ios:15.2";
        assertTrue(software.at("/items/0/cpe").asText().startsWith(cpe), software.toString());
        var exported =
                ada.get("/api/v1/orgs/acme/devices/" + id + "/software?format=csv").expect(200);
        assertTrue(exported.body().contains(cpe), exported.body());
        assertEquals(
                1,
                hub.database()
                        .inTenant(
                                hub.acme(),
                                () ->
                                        hub.database()
                                                .list(
                                                        Sql.of(
                                                                "select cpe from software_versions where cpe like 'cpe:2.3:o:cisco:ios:15.2%'"),
                                                        row -> row.text("cpe")))
                        .size());
        var page = ada.get("/o/acme/devices/" + id + "/evidence?field=version").expect(200).body();
        assertTrue(page.contains("15.2(7)E3"), page);
        assertTrue(page.contains("as it was pasted for access-7"), page);
        grace.get("/api/v1/orgs/globex/devices/" + id + "/evidence").expect(404);
    }

    @Test
    void theBoxTakesItToo() {
        var moved =
                ada.submit("/o/acme/imports", Map.of("text", SHOW_VERSION.formatted("access-8")));

        assertEquals(303, moved.status());
        var page = hub.client().submit("/", Map.of("text", SHOW_VERSION.formatted("access-9")));
        assertTrue(page.expect(200).body().contains("15.2(7)E3"), page.body());
    }

    @Test
    void aConfigurationIsRefusedAndNotKept() {
        var configuration =
                "Building configuration...\nhostname access-9\nenable secret 9 canary\n";

        var refused = ada.send(IMPORTS, configuration).expect(422).body();

        assertFalse(refused.contains("canary"), refused);
        assertTrue(refused.contains("show version"), refused);
    }

    @Test
    void whatDoesNotSayWhatTheDeviceIsIsNone() {
        ada.send(IMPORTS + "&hostname=x", "hello\nworld\n").expect(400);
    }

    private static String imported(String text) {
        JsonNode said = ada.send(IMPORTS, text).expect(201).json();
        return said.path("device_id").asText();
    }

    @Test
    void whatIsBlankOrBinaryIsNoDevice() {
        for (var text : List.of("", " \r\n \r\n", "\u0000\u0001")) {
            assertEquals(Optional.empty(), Pasted.of(text, ""));
        }
    }
}
