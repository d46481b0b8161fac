package muster.scanner;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannerFileTest {
    private static final String WHOLE =
            """
            state: state
            hub:
              url: https://muster.example.com
              enrollment_token: {env: TOKEN}
            sites:
              - name: HQ
                ranges: [10.0.0.0/24, 10.0.9.1, "10.0.8.5-10.0.8.7"]
                exclude: [10.0.0.128/25]
                snmp_port: 1161
                rate: 200
                schedule: {every: 6h, between: "22:00-06:00"}
            credentials:
              - name: core-ro
                kind: snmp
                version: 3
                user: muster
                level: authPriv
                auth: SHA-256
                auth_password: {file: auth.txt}
                priv: AES-128
                priv_password: quite-a-secret
                allow: [10.0.0.0/8]
              - {name: old, kind: snmp, version: 2c, community: fig-tree, allow: [10.0.9.1]}
              - {name: noc, kind: ssh, user: noc, password: pear-tree, allow: [10.0.0.0/8]}
              - {name: fw, kind: https, maker: paloalto, token: plum-tree, allow: [10.0.0.9]}
            old_algorithms: [10.0.9.1]
            """;

    @TempDir private Path folder;

    private ScannerFile read(String text) throws Exception {
        Files.writeString(folder.resolve("auth.txt"), "apple-tree\n");
        var file = Files.writeString(folder.resolve("scanner.yaml"), text);
        return ScannerFile.read(file, Map.of("TOKEN", "mst_enroll_x"));
    }

    @Test
    void saysWhatIsScannedAndWithWhat() throws Exception {
        var file = read(WHOLE);
        var site = file.sites().getFirst();
        assertEquals(folder.resolve("state"), file.state());
        assertEquals(127 + 1 + 3, site.addresses().count().intValue());
        assertEquals(1161, site.snmpPort());
        assertEquals(22, site.sshPort());
        assertEquals(
                new Schedule(
                        Duration.ofHours(6),
                        Optional.of(new Schedule.Window(LocalTime.of(22, 0), LocalTime.of(6, 0)))),
                site.schedule());
        var user = assertInstanceOf(Credential.User.class, file.credentials().getFirst());
        assertEquals("apple-tree", requireNonNull(user.authPassword()).reveal());
        assertEquals(
                "mst_enroll_x",
                requireNonNull(file.hub().orElseThrow().enrollmentToken()).reveal());
        var token = assertInstanceOf(Credential.Https.class, file.credentials().getLast());
        assertEquals(Credential.Maker.PALO_ALTO, token.maker());
        assertTrue(file.oldAlgorithms().contains(Range.of("10.0.9.1").first()));
    }

    @Test
    void neverPrintsASecret() throws Exception {
        var printed = read(WHOLE).toString();
        for (var secret :
                new String[] {"apple", "fig-tree", "plum", "pear", "quite", "mst_enroll"}) {
            assertFalse(printed.contains(secret), printed);
        }
    }

    @Test
    void mayDoWithoutWhatIsUsual() throws Exception {
        var file = read("sites:\n  - {name: HQ, ranges: [10.0.0.0/30]}\n");
        assertEquals(50, file.sites().getFirst().rate());
        assertEquals(161, file.sites().getFirst().snmpPort());
        assertTrue(file.hub().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    state: state       | stat: state           | line 1: stat: there is no such key
                    rate: 200          | rate: many            | line 10: rate: expected a number from 1 to 10,000
                    rate: 200          | rate: 0               | line 10: rate: expected a number
                    rate: 200          | ratio: 1              | line 10: ratio: there is no such key here
                    snmp_port: 1161    | snmp_port: 70000      | line 9: snmp_port: expected
                    10.0.0.128/25      | 10.0.0.0/40           | line 8: exclude: the prefix must be
                    10.0.0.0/24        | 10.0.0/24             | line 7: ranges:
                    10.0.0.0/24        | 10.0.0.0/11           | at most 1,048,576 in a site
                    10.0.8.5-10.0.8.7  | 10.0.8.5-10.0.8.3     | line 7: ranges: 10.0.8.5 does not come before
                    every: 6h          | every: soon           | line 11: every: expected a time such as
                    22:00-06:00        | 22-6                  | line 11: between: expected hours
                    level: authPriv    | level: authpriv       | line 17: level: expected one of
                    auth: SHA-256      | auth: MD5             | line 18: auth: expected one of
                    quite-a-secret     | short                 | line 21: priv_password: SNMP wants at least 8
                    {file: auth.txt}   | {file: none.txt}      | line 19: file: there is no such file
                    password: pear-tree| 'password: {env: NONE}' | line 24: env: the environment has no NONE
                    community: fig-tree| password: fig-tree    | line 23: password: there is no such key
                    kind: ssh          | kind: telnet          | line 24: kind: expected one of
                    password: pear-tree| passwort: pear-tree   | line 24: passwort: there is no such key
                    name: noc          | name: old             | line 24: credentials: there is another
                    maker: paloalto    | maker: cisco          | line 25: maker: expected one of [fortinet, paloalto]
                    url: https://muster| url: https://me:fig-tree@muster | line 3: url: expected no user and password
                    'password: pear-tree'| 'private_key: pear-tree' | line 24: credentials: the private key of noc cannot be read
                    'exclude: [10.0.0.128/25]'| 'exclude: [10.0.0.0/8]' | line 7: ranges: nothing is left of it
                    'allow: [10.0.9.1]'| 'allow: []' | line 23: allow: expected the ranges
                    {file: auth.txt}   | {file: /dev/zero}     | line 19: file: is larger than 65,536 bytes
                    old_algorithms: [  | old_algorithms: [[    | is no YAML
                    ', allow: [10.0.9.1]'| ''                  | line 23: credentials: "allow" is missing
                    """)
    void refusesWhatIsWrongByLineAndKey(String right, String wrong, String why) {
        right = right.replace("'", "");
        var text = WHOLE.replace(right, wrong.replace("'", ""));
        assertFalse(text.equals(WHOLE), right);
        var refused = assertThrows(ScannerFile.Refused.class, () -> read(text));
        var message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(why), message);
        assertFalse(message.contains("fig-tree"), message);
    }

    @Test
    void saysWhichFilesOthersCanReadToo() throws Exception {
        read(WHOLE);
        var mine = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(folder.resolve("scanner.yaml"), mine);
        var open = PosixFilePermissions.fromString("rw-r--r--");
        Files.setPosixFilePermissions(folder.resolve("auth.txt"), open);

        var file =
                ScannerFile.read(folder.resolve("scanner.yaml"), Map.of("TOKEN", "mst_enroll_x"));

        assertEquals(List.of(folder.resolve("auth.txt")), file.openFiles());
    }

    @Test
    void doesWithoutATokenThatServedBefore() throws Exception {
        var hub = read(WHOLE.replace("{env: TOKEN}", "{env: NONE}")).hub().orElseThrow();

        assertNull(hub.enrollmentToken());
        assertEquals("line 4: env: the environment has no NONE", hub.noToken());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var file = folder.resolve("none.yaml");
        assertThrows(ScannerFile.Refused.class, () -> ScannerFile.read(file, Map.of()));
    }

    @Test
    void survivesAnythingAsAFile() throws IOException {
        for (var text :
                new String[] {"", "- a", "a", "&a [*a]", "sites: &s [*s]", "? {a: b}\n: c"}) {
            assertThrows(ScannerFile.Refused.class, () -> read(text), text);
        }
    }
}
