package muster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import muster.wire.Target.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wire version 3, of scanners: its recorded report is understood for ever. */
class VersionThreeTest {
    private static final String SCAN =
            "\"scan\":{\"id\":\"0198b000-7c1e-7000-8000-000000000007\",\"site\":\"HQ\","
                    + "\"started_at\":\"2026-11-22T18:29:00Z\",\"targets\":254,\"finished\":true,"
                    + "\"rules\":\"3f9a1c\"}";

    @Test
    void readsAScanAndItsTargets() {
        var report = Report.decodeSigned(Fixtures.bytes("v3/scan"));

        assertEquals(Instant.parse("2026-11-22T18:30:00Z"), report.observedAt());
        assertEquals(
                List.of(
                        new Scan(
                                UUID.fromString("0198b000-7c1e-7000-8000-000000000007"),
                                "HQ",
                                Instant.parse("2026-11-22T18:29:00Z"),
                                254,
                                false,
                                "3f9a1c"),
                        new Target(
                                IpAddress.of("10.0.0.1"),
                                Result.ANSWERED,
                                "SNMPv3 as core-ro; SSH as noc",
                                List.of(
                                        new Evidence.Snmp(
                                                """
                                                1.3.6.1.2.1.1.5.0|4|core-1
                                                1.3.6.1.2.1.1.3.0|67|8812345
                                                """),
                                        new Evidence.Cli(
                                                "show version",
                                                "cisco_ios",
                                                "Küche uptime is 3 days\r\n\tone"),
                                        new Evidence.Cli("show inventory", null, ""),
                                        new Evidence.Banner("ssh", 22, "SSH-2.0-Cisco-1.25"),
                                        new Evidence.Banner("snmp_sysdescr", null, "a router"),
                                        new Evidence.Mac(MacAddress.of("00:11:22:33:44:55")))),
                        new Target(
                                IpAddress.of("10.0.0.2"),
                                Result.WRONG_CREDENTIAL,
                                "SNMPv3 as core-ro: no such user",
                                List.of()),
                        new Target(IpAddress.of("fe80::1"), Result.TIME_OUT, null, List.of())),
                report.sightings());
    }

    @Test
    void writesWhatItReads() {
        var report = Report.decodeSigned(Fixtures.bytes("v3/scan"));

        var again = Report.decodeSigned(report.encode());

        assertEquals(report, again);
        assertArrayEquals(report.digest(), again.digest());
    }

    @Test
    void anotherContentHasAnotherDigest() {
        var digest = Report.decodeSigned(Fixtures.bytes("v3/scan")).digest();
        var changes =
                Map.of(
                        "\"HQ\"", "\"Lab\"",
                        "\"targets\": 254", "\"targets\": 253",
                        "\"finished\": false", "\"finished\": true",
                        "3f9a1c", "3f9a1d",
                        "time_out", "error",
                        "show inventory", "show version",
                        "\"port\": 22", "\"port\": 2222",
                        "\"cisco_ios\"", "null",
                        "core-1", "core-2",
                        "as noc", "as ops");
        changes.forEach((before, after) -> {
            var changed = Fixtures.utf8(Fixtures.text("v3/scan").replace(before, after));
            assertFalse(Arrays.equals(digest, Report.decodeSigned(changed).digest()), before);
        });
    }

    @Test
    void theOrderOfTargetsMakesNoOtherDigest() {
        var report = Report.decodeSigned(Fixtures.bytes("v3/scan"));
        var turned =
                new Report(
                        report.id(),
                        report.observedAt(),
                        Stream.of(0, 3, 2, 1).map(report.sightings()::get).toList());

        assertArrayEquals(report.digest(), turned.digest());
    }

    record Case(String why, String json) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("wire: a scan is of version 3", "{" + SCAN + ",\"targets\":[]}"),
                new Case("wire: a scan is of version 3", "{\"wire\":2," + SCAN + "}"),
                new Case("wire: a scan is of version 3", "{\"targets\":[]}"),
                new Case("scan: missing", "{\"wire\":3,\"targets\":[]}"),
                new Case("targets: missing", "{\"wire\":3," + SCAN + "}"),
                new Case(
                        "hostname: wire version 3 has no such field",
                        "{\"wire\":3,\"hostname\":\"a\"," + SCAN + ",\"targets\":[]}"),
                new Case(
                        "failures: wire version 3 has no such field",
                        "{\"wire\":3,\"failures\":[]," + SCAN + ",\"targets\":[]}"),
                new Case("scan.id: missing", "{\"wire\":3,\"scan\":{},\"targets\":[]}"),
                new Case("scan: text, expected an object", "{\"wire\":3,\"scan\":\"x\"}"),
                new Case(
                        "scan.command: wire version 3 has no such field",
                        "{\"wire\":3,\"scan\":{\"command\":\"show run\"}}"),
                new Case(
                        "scan.started_at: \"now\" is no time such as 2026-01-31T12:00:00Z",
                        "{\"wire\":3,\"scan\":{\"started_at\":\"now\"}}"),
                new Case("scan.finished: text", "{\"wire\":3,\"scan\":{\"finished\":\"no\"}}"),
                new Case(
                        "scan.targets: -1, expected 0 to 16,777,216",
                        "{\"wire\":3," + SCAN.replace("254", "-1") + ",\"targets\":[]}"),
                new Case("targets[0].ip_address: missing or blank", targets("{}")),
                new Case(
                        "targets[1].ip_address: 10.0.0.1 is there twice",
                        targets(target("") + "," + target(""))),
                new Case(
                        "targets[0].result: \"up\", expected answered, wrong_credential, time_out,"
                                + " unsupported or error",
                        targets("{\"ip_address\":\"10.0.0.1\",\"result\":\"up\"}")),
                new Case(
                        "targets[0].evidence[0].text: missing",
                        targets(target("{\"kind\":\"snmp\"}"))),
                new Case(
                        "targets[0].evidence[0].kind: \"config\", expected snmp, cli, banner or mac",
                        targets(target("{\"kind\":\"config\",\"text\":\"\"}"))),
                new Case(
                        "targets[0].evidence[0].command: missing or blank",
                        targets(target("{\"kind\":\"cli\",\"text\":\"\"}"))),
                new Case(
                        "targets[0].evidence[0].port: 0, expected 1 to 65535",
                        targets(
                                target(
                                        "{\"kind\":\"banner\",\"protocol\":\"ssh\",\"port\":0,"
                                                + "\"text\":\"\"}"))),
                new Case(
                        "targets[0].evidence[0].text: NUL at character 2",
                        targets(target("{\"kind\":\"snmp\",\"text\":\"a\\u0000\"}"))),
                new Case(
                        "\"xx\" is not a MAC address",
                        targets(target("{\"kind\":\"mac\",\"text\":\"xx\"}"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrong(Case malformed) {
        var bytes = Fixtures.utf8(malformed.json());
        var refused = assertThrows(Report.Malformed.class, () -> Report.decodeSigned(bytes));
        assertTrue(refused.getMessage().contains(malformed.why()), refused.getMessage());
        assertEquals(Report.Malformed.Kind.UNREADABLE, refused.kind());
    }

    @Test
    void refusesMoreThanAScannerHasToTellAtOnce() {
        var mac = "{\"kind\":\"mac\",\"text\":\"525400123456\"}";
        var text = "{\"kind\":\"snmp\",\"text\":\"" + "x".repeat(1 << 20) + "\"}";
        var cases =
                Map.of(
                        "targets: more than 50",
                        targets(
                                IntStream.rangeClosed(1, 51)
                                        .mapToObj(i -> target("").replace("0.0.1", "0.0." + i))
                                        .collect(Collectors.joining(","))),
                        "targets[0].evidence: more than 32",
                        targets(target(String.join(",", Collections.nCopies(33, mac)))),
                        "targets[0].evidence: 2,097,169 bytes of text, at most 2,097,152",
                        targets(target(text + "," + text + "," + mac)));
        cases.forEach((why, json) -> {
            var bytes = Fixtures.utf8(json);
            var refused = assertThrows(Report.Malformed.class, () -> Report.decodeSigned(bytes));
            assertEquals(why, refused.getMessage());
            assertEquals(Report.Malformed.Kind.TOO_LARGE, refused.kind());
        });
    }

    @Test
    void aDeviceCannotTellOfOthers() {
        var scan = Fixtures.bytes("v3/scan");
        assertThrows(Report.Malformed.class, () -> Report.decode(scan));
    }

    private static String targets(String targets) {
        return "{\"wire\":3," + SCAN + ",\"targets\":[" + targets + "]}";
    }

    private static String target(String evidence) {
        return "{\"ip_address\":\"10.0.0.1\",\"result\":\"answered\",\"evidence\":["
                + evidence
                + "]}";
    }
}
