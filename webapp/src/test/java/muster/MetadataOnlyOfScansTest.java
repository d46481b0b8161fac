package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import muster.scans.ScanOf;
import muster.tenancy.Role;
import muster.wire.Evidence;
import muster.wire.IpAddress;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Law 6: metadata only, of what devices give to whoever asks them. A scanner that takes out nothing
 * sends canaries wherever devices are known to show secrets; afterwards no column of any table, no
 * line of the log and no page has one.
 */
class MetadataOnlyOfScansTest {
    private static final String CANARY = "canary" + UUID.randomUUID().toString().replace("-", "");
    private static final String ACME = "/api/v1/orgs/acme";

    /** Each device is another one: what is known of a device decides what is kept of it. */
    private static final AtomicInteger DEVICES = new AtomicInteger();

    private static ClockedHub hub;
    private static TestClient ada;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theSearchFindsWhatADeviceGave() {
        report(new Evidence.Banner("http", 80, "found" + CANARY));

        assertTrue(stored("found" + CANARY).containsKey("device_evidence packed"));
        assertTrue(pages().contains("found" + CANARY));
    }

    @Test
    void noSecretOfADeviceIsKept() {
        var log = new Logged();
        try (log) {
            for (var evidence : secrets()) {
                report(evidence);
            }
            reportOf("password=%s", new Evidence.Banner("http", 80, "a server"));
        }

        assertNotEquals(Map.of(), stored("redacted-"));
        assertEquals(Map.of(), stored(CANARY + "secret"));
        assertFalse(pages().contains(CANARY + "secret"));
        assertFalse(log.lines().toString().contains(CANARY), log.lines().toString());
    }

    private static List<Evidence> secrets() {
        var all = new ArrayList<Evidence>();
        for (var variable :
                List.of(
                        // What it is reached by: targets, users, views and communities.
                        "1.3.6.1.6.3.12.1.2.1.6.1|4|%s",
                        "1.3.6.1.6.3.12.1.3.1.4.1|4|%s",
                        "1.3.6.1.6.3.15.1.2.2.1.3.1|4|%s",
                        ".1.3.6.1.6.3.15.1.2.2.1.3.1|4|%s",
                        "1.3.6.1.6.3.16.1.2.1.3.1|4|%s",
                        "1.3.6.1.6.3.18.1.1.1.2.1|4|%s",
                        " 1.3.6.1.6.3.18.1.1.1.2.1|4|%s",
                        "1.3.6.1.6.3.18|4|%s",
                        // What a program was started with, and who works there.
                        "1.3.6.1.2.1.25.4.2.1.5.7|4|-u root -p %s",
                        "1.3.6.1.4.1.77.1.2.25.1.1.5.1|4|%s",
                        "1.3.6.1.4.1.11.2.3.9.1.1.13.0|4|%s",
                        "1.3.6.1.2.1.1.6.0|4|rack 7, password: %s",
                        "1.3.6.1.2.1.31.1.1.1.18.1|4|ftp://backup:%s@10.0.0.9/",
                        "1.3.6.1.2.1.1.1.0|4|snmp-server community %s RO")) {
            all.add(ScanOf.agent("core-" + all.size(), variable.formatted(CANARY + "secret")));
        }
        for (var text : List.of("rack 7\npassword=%s\n", "snmp-server community %s\r\nRO")) {
            var octets = text.formatted(CANARY + "secret").getBytes(StandardCharsets.UTF_8);
            var line = "1.3.6.1.2.1.1.4.0|4x|" + HexFormat.of().formatHex(octets);
            all.add(ScanOf.agent("core-" + all.size(), line));
        }
        for (var text :
                List.of(
                        "snmp-server community %s RO",
                        "snmp-server community %s",
                        "core-1#show version\nenable secret 5 $1$abcd$%s\n",
                        "username noc password 7 0%s",
                        "set password \"%s\"",
                        "crypto isakmp key %s address 10.0.0.9",
                        " secret sha512 %s",
                        " local-user admin password irreversible-cipher %s",
                        " wpa-psk ascii 0 %s",
                        "radius-server host 10.0.0.9 auth-port 1812 key 7 %s",
                        " neighbor 10.0.0.9 password 7 %s",
                        " ppp chap password 0 %s",
                        "SNMP community: %s",
                        "Image: tftp://noc:%s@10.0.0.9/image.bin",
                        "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----\n",
                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n%s")) {
            all.add(new Evidence.Cli("show version", null, text.formatted(CANARY + "secret")));
        }
        all.add(new Evidence.Cli("show running-config", null, CANARY + "secret"));
        all.add(new Evidence.Cli("password=" + CANARY + "secret", null, "nothing"));
        for (var text :
                List.of(
                        "Location: https://admin:%s@10.0.0.1/login",
                        "session; token=%s",
                        "Authorization: Basic %s",
                        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n")) {
            all.add(new Evidence.Banner("http", 80, text.formatted(CANARY + "secret")));
        }
        return all;
    }

    private static void report(Evidence evidence) {
        reportOf("answered", evidence);
    }

    private static void reportOf(String why, Evidence evidence) {
        var said = why.formatted(CANARY + "secret");
        var address = IpAddress.of("10.0.0." + DEVICES.incrementAndGet());
        var target = new Target(address, Target.Result.ANSWERED, said, List.of(evidence));
        var scan =
                new Scan(
                        UUID.randomUUID(),
                        why.equals("answered") ? "Berlin" : said,
                        hub.clock.instant(),
                        1,
                        true,
                        said);
        var receipt =
                hub.scanner(hub.acme())
                        .report(new Report(null, hub.clock.instant(), List.of(scan, target)))
                        .expect(200);
        assertEquals(1, receipt.json().path("devices").asInt(), receipt.body());
    }

    private static Map<String, String> stored(String text) {
        return StoredText.placesOf(hub::administer, text);
    }

    /** All that a member can read of scans and of what devices gave. */
    private static String pages() {
        var all = new StringBuilder();
        for (var path : List.of("/scans", "/map", "/devices", "/sites", "/collectors")) {
            read("/o/acme" + path, all);
        }
        for (var scan : ids(ACME + "/scans?limit=500")) {
            read("/o/acme/scans/" + scan, all);
        }
        for (var device : ids(ACME + "/devices?limit=500")) {
            var path = "/devices/" + device;
            for (var tab :
                    List.of("", "/network", "/evidence", "/software", "/timeline", "/sources")) {
                read("/o/acme" + path + tab, all);
            }
            for (var piece : ids(ACME + path + "/evidence")) {
                read("/o/acme" + path + "/evidence/" + piece, all);
                read(ACME + path + "/evidence/" + piece, all);
            }
        }
        return all.toString();
    }

    private static void read(String path, StringBuilder all) {
        all.append(ada.get(path).expect(200).body());
    }

    private static List<String> ids(String path) {
        var items = ada.get(path).expect(200).json().path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(one -> one.path("id").asText())
                .toList();
    }
}
