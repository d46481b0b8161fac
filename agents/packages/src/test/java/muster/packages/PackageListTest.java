package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole pastes against whole results, and what is refused. */
final class PackageListTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dpkg-table.txt", "dpkg-cut.txt", "dpkg-status.txt", "apt-list.txt",
                        "rpm-names.txt",
                "rpm-fields.txt", "rpm-info.txt", "apk-list.txt", "apk-names.txt",
                        "apk-database.txt",
                "cyclonedx.json"
            })
    void readsAPasteAsItsGoldenFileSays(String paste) {
        assertEquals(resource(paste + ".golden"), shown(PackageList.recognise(resource(paste))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Building configuration...\nhostname sw1",
                "hostname sw1\ninterface GigabitEthernet0/1\n",
                "set system host-name fw1",
                "#config-version=FGT60F-7.2.5",
                "<config version=\"10.1.0\">",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nabcd",
                "root:$6$salt$abcdefghijklmnop:19000:0:99999:7:::",
                "DB_PASSWORD=canary99",
                "aws_secret_access_key = canary99canary99",
                "id AKIAABCDEFGHIJKLMNOP",
                "    client-key-data: Y2FuYXJ5OTk="
            })
    void refusesConfigurationsAndSecretsWithoutRepeatingThem(String paste) {
        var refused = assertThrows(PackageList.Refused.class, () -> PackageList.recognise(paste));
        assertFalse(
                String.valueOf(refused.getMessage()).contains("canary99"),
                String.valueOf(refused.getMessage()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("Paste the output of"),
                String.valueOf(refused.getMessage()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "{",
                "{}",
                "[]",
                "{\"bomFormat\":\"CycloneDX\"}",
                "hello world",
                "a\u0000b",
                "a\ud800b",
                "<?xml version=\"1.0\"?>",
                "requests  2.31.0\nflask 3.0.0"
            })
    void saysWhatToPasteOrWhyNothingWasRead(String paste) {
        var unreadable =
                assertThrows(PackageList.Unreadable.class, () -> PackageList.recognise(paste));
        assertTrue(
                Objects.requireNonNull(unreadable.getMessage()).endsWith("."),
                unreadable.getMessage());
    }

    @Test
    void refusesMoreThanItReads() {
        var long1 = "x".repeat(Limits.TEXT_CHARACTERS_MAX + 1);
        assertTrue(
                assertThrows(PackageList.Unreadable.class, () -> PackageList.recognise(long1))
                        .tooLarge());
        var many = new StringBuilder();
        for (int i = 0; i <= Limits.ITEMS_MAX; i++) {
            many.append("p").append(i).append("-1.0-1.el9.x86_64\n");
        }
        assertTrue(
                assertThrows(
                                PackageList.Unreadable.class,
                                () -> PackageList.recognise(many.toString()))
                        .tooLarge());
    }

    @Test
    void redactsSecretsOnceAndForAll() {
        String text =
                "https://ann:canary99@example.org password=canary99 Bearer canary99canary99"
                        + " -----BEGIN RSA PRIVATE KEY-----\ncanary99";
        String once = Redaction.of(text);
        assertFalse(once.contains("canary99"), once);
        assertEquals(once, Redaction.of(once));
    }

    static String resource(String name) {
        try (var file = PackageListTest.class.getResourceAsStream("pastes/" + name)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String shown(PackageList list) {
        return list.format().word()
                + " "
                + list.distribution()
                + " "
                + list.hostnameHint()
                + "\n"
                + list.software().stream().map(each -> each + "\n").collect(Collectors.joining())
                + list.unread().stream().map(each -> each + "\n").collect(Collectors.joining());
    }
}
