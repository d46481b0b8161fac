package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
                "    client-key-data: Y2FuYXJ5OTk=",
                "ii  curl 7.88.1-10 amd64 x\npassword: canary99",
                "password=canary99",
                "Password = \"canary99 canary99\"",
                "- db.passwd: 'canary99',",
                "  \"client_secret\": \"canary99\"",
                "mysql --user=ann --password=canary99 shop",
                "Server=db;Uid=ann;Pwd=canary99;",
                "remote: ghp_canary99canary99canary99canary99aaaa",
                "github_pat_11AAAAAAA0canary99canary99_canary99canary99",
                "Authorization: Bearer eyJcanary99",
                "curl -H \"authorization: basic canary99\" x",
                "deb https://ann:canary99@deb.example.org/debian bookworm main",
                "slack xoxb-canary99-canary99"
            })
    void refusesConfigurationsAndSecretsWithoutRepeatingThem(String paste) {
        var refused = assertThrows(PackageList.Refused.class, () -> PackageList.recognise(paste));
        assertFalse(
                String.valueOf(refused.getMessage()).contains("canary99"),
                String.valueOf(refused.getMessage()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("Paste the output of dpkg -l"),
                String.valueOf(refused.getMessage()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ii  libpam-pwquality:amd64 1.4.5-1 amd64 PAM module to check password strength",
                "ii  password-store 1.7.4-5 all password manager: stores passwords",
                "ii  python3-keyring 23.9.3-2 all store and access your passwords safely",
                "ii  libsecret-1-0:amd64 0.20.5-3 amd64 Secret store",
                "ii  passwd 1:4.13+dfsg1-1 amd64 change and administer password and group data",
                "ii  golang-github-golang-jwt-jwt-dev 5.0.0-1 all bearer authentication",
                "ii  firefox-esr-l10n-sk 115.6.0esr-1 all Slovak (sk-SK) language package",
                "python3-secretstorage-3.3.3-2.fc36.noarch\nhunspell-sk-20110228-1.el9.noarch",
                "google-chrome-stable-120.0.6099.109-1.x86_64\npasswd-0.80-12.el9.x86_64"
            })
    void readsPackagesThatHaveToDoWithSecrets(String paste) {
        assertFalse(PackageList.recognise(paste).software().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE4\n",
                "sw1#show version\nCisco IOS XE Software, Version 17.03.03\nsw1 uptime is 3 weeks\n",
                "core>sh ver\nArista DCS-7050SX\nSoftware image version: 4.28.3M\n",
                "Hostname: fw1\nModel: srx340\nJunos: 21.4R3-S2\n",
                "Version: FortiGate-60F v7.2.5,build1517,230606 (GA.F)\n"
            })
    void saysWhatToPasteOfANetworkDevice(String paste) {
        var unreadable =
                assertThrows(PackageList.Unreadable.class, () -> PackageList.recognise(paste));

        assertTrue(
                String.valueOf(unreadable.getMessage())
                        .contains("paste the output of show version"),
                unreadable.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Package: acme-agent\nStatus: install ok installed\nArchitecture: amd64\n",
                "P:acme-agent\nA:x86_64\nL:MIT\n",
                "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"acme-agent\"}]}"
            })
    void keepsWhatIsThereWithoutAVersion(String paste) {
        var software = PackageList.recognise(paste).software();

        assertEquals(
                List.of("acme-agent without version null"),
                software.stream()
                        .map(each -> each.name() + " without version " + each.version())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop shop",
                "registry.example/shop:1.2 registry.example/shop:1.2",
                "/home/ann/shop shop",
                ". null",
                "/ null"
            })
    void aBillOfMaterialsSaysWhatItIsOf(String stated) {
        var names = stated.split(" ", 2);
        var bill =
                """
                {"bomFormat": "CycloneDX", "metadata": {"component": {"name": "%s"}},
                 "components": [{"name": "left-pad", "version": "1.3.0"}]}
                """
                        .formatted(names[0]);

        assertEquals(names[1], String.valueOf(PackageList.recognise(bill).hostnameHint()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apk: alpine-baselayout-3.4.3-r2=3.19",
                "apk: alpine-baselayout-3.7.0-r0=null",
                "dpkg: ii  libc6 2.35-0ubuntu3.4 amd64 x=22.04",
                "dpkg: ii  libc6 2.19-10ubuntu2 amd64 x=null"
            })
    void aReleaseThatTwoSystemsMayBeIsNotGuessed(String told) {
        var line = told.substring(told.indexOf(' ') + 1, told.lastIndexOf('='));
        var format = told.startsWith("apk") ? Format.APK : Format.DPKG;

        var distribution = PackageList.read(format, line + "\n").distribution();

        assertEquals(
                told.substring(told.lastIndexOf('=') + 1),
                distribution == null ? "null" : distribution.version());
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
