package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.database.MasterKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir Path folder;
    private Map<String, String> production;

    @BeforeEach
    void makeKey() throws IOException {
        var key = folder.resolve("master.key");
        MasterKey.in(key);
        production =
                Map.of(
                        "MUSTER_MODE", "production",
                        "MUSTER_PUBLIC_URL", "https://muster.example.com/",
                        "MUSTER_SMTP_URL", "smtps://acme:hunter2@mail.example.com:465",
                        "MUSTER_MAIL_FROM", "muster@example.com",
                        "MUSTER_KEY_FILE", key.toString());
    }

    @Test
    void startsInDevelopmentOnThisComputerWhenNothingIsSet() throws Exception {
        var settings = Settings.read(Map.of("PATH", "/usr/bin"));

        assertTrue(settings.development());
        assertTrue(settings.bind().isLoopbackAddress());
        assertEquals(8080, settings.port());
        assertEquals(8443, settings.collectorPort());
        assertEquals(URI.create("http://localhost:8080"), settings.publicUrl());
        assertEquals(Path.of("data").toAbsolutePath(), settings.data());
        assertEquals(settings.data().resolve("master.key"), settings.keyFile());
        assertEquals(Optional.empty(), settings.database());
    }

    @Test
    void publicUrlFollowsThePort() throws Exception {
        var settings = Settings.read(Map.of("MUSTER_PORT", "9000"));

        assertEquals(URI.create("http://localhost:9000"), settings.publicUrl());
    }

    @Test
    void withItsOwnTlsItServesTheMachinesAround() throws Exception {
        var settings = Settings.read(Map.of("MUSTER_TLS", "own", "MUSTER_PORT", "9000"));

        assertTrue(settings.ownTls());
        assertTrue(settings.bind().isAnyLocalAddress());
        assertEquals("https", settings.publicUrl().getScheme());
        assertEquals(9000, settings.publicUrl().getPort());
        assertFalse(settings.publicUrl().getHost().isEmpty());
        assertTrue(
                refusalOf(Map.of("MUSTER_TLS", "own", "MUSTER_PUBLIC_URL", "http://muster.example"))
                        .contains("must begin with https://"));
        assertTrue(refusalOf(Map.of("MUSTER_TLS", "self")).contains("off or own"));
    }

    @Test
    void readsEveryKindOfValue() throws Exception {
        var settings =
                Settings.read(
                        Map.of(
                                "MUSTER_DNS_SERVER", "[::1]:5353",
                                "MUSTER_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8",
                                "MUSTER_FEEDS", "/srv/feeds",
                                "DATABASE_URL", "postgresql://acme:hunter2@db:5432/muster"));

        assertEquals(
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral("::1"), 5353)),
                settings.dnsServer());
        assertEquals(List.of("127.0.0.0/8", "10.0.0.0/8"), settings.trustedProxies());
        assertEquals(Optional.of(Path.of("/srv/feeds")), settings.feeds());
        assertEquals("db", settings.database().orElseThrow().getHost());
    }

    @Test
    void whatCouldOnlyBeUsedLaterIsReadAtTheStart() {
        var refused =
                assertThrows(
                        Settings.Refused.class,
                        () ->
                                Settings.read(
                                        Map.of(
                                                "MUSTER_TRUSTED_PROXIES", "10.0.0.0/8, proxy",
                                                "DATABASE_URL", "postgresql://db:5432/muster")));

        var said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("MUSTER_TRUSTED_PROXIES: \"proxy\""), said);
        assertTrue(said.contains("DATABASE_URL must read"), said);
    }

    @Test
    void servesOthersInProductionWithUrlMailAndKey() throws Exception {
        var settings = Settings.read(production);

        assertFalse(settings.development());
        assertTrue(settings.bind().isAnyLocalAddress());
        assertEquals(URI.create("https://muster.example.com"), settings.publicUrl());
    }

    @ParameterizedTest
    @CsvSource({"MUSTER_PUBLIC_URL", "MUSTER_SMTP_URL", "MUSTER_MAIL_FROM", "MUSTER_KEY_FILE"})
    void refusesProductionWithout(String needed) {
        var environment = new HashMap<>(production);
        environment.remove(needed);

        assertTrue(refusalOf(environment).contains(needed));
    }

    @Test
    void refusesProductionWithoutTheKeyItselfAndSaysHowToMakeIt() throws Exception {
        var file = Path.of(production.getOrDefault("MUSTER_KEY_FILE", ""));
        Files.delete(file);

        assertEquals(
                "there is no master key %1$s: put it back, or make one for a new hub with (umask 077;"
                                .formatted(file)
                        + " head -c 32 /dev/urandom | base64 > %1$s)".formatted(file),
                refusalOf(production));
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--, false", "rw-r-----, false", "rw----r--, false", "r--------, true"})
    void refusesAKeyInProductionThatOthersMayRead(String permissions, boolean fine)
            throws Exception {
        var file = Path.of(production.getOrDefault("MUSTER_KEY_FILE", ""));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        if (fine) {
            assertEquals(file, Settings.read(production).keyFile());
        } else {
            assertEquals(
                    "others may read the master key: chmod 600 " + file, refusalOf(production));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MUSTER_PROT, 8080",
        "MUSTER_PORT, http",
        "MUSTER_PORT, 70000",
        "MUSTER_COLLECTOR_PORT, 8080",
        "MUSTER_MODE, staging",
        "MUSTER_BIND, example.com",
        "MUSTER_BIND, 0.0.0.0",
        "MUSTER_PUBLIC_URL, http://muster.example.com",
        "MUSTER_PUBLIC_URL, https://muster.example.com/path",
        "MUSTER_PUBLIC_URL, ftp://localhost",
        "MUSTER_DNS_SERVER, 127.0.0.1",
        "MUSTER_CONFIG, /does/not/exist.properties",
    })
    void refusesAndNamesTheSetting(String variable, String value) {
        var refusal = refusalOf(Map.of(variable, value));

        // A bind address beyond loopback is mended by the public URL, which is what it names.
        assertTrue(refusal.contains(variable) || refusal.contains("MUSTER_PUBLIC_URL"), refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "MUSTER_SMTP_URL, http://acme:hunter2@mail",
        "MUSTER_SMTP_URL, smtp://acme:hunter2 @mail",
        "DATABASE_URL, jdbc:postgresql://acme:hunter2@db/muster",
    })
    void neverRepeatsASecret(String variable, String value) throws Exception {
        var refusal = refusalOf(Map.of(variable, value));

        assertTrue(refusal.contains(variable), refusal);
        assertFalse(refusal.contains("hunter2"), refusal);
        assertFalse(Settings.read(production).toString().contains("hunter2"));
    }

    @Test
    void theFileIsReadAndTheEnvironmentWins() throws Exception {
        var file = file("port=9000\ncollector_port=9443\n");

        var settings = Settings.read(Map.of("MUSTER_CONFIG", file, "MUSTER_PORT", "9001"));

        assertEquals(9001, settings.port());
        assertEquals(9443, settings.collectorPort());
    }

    @Test
    void refusesAnUnknownKeyOfTheFileByName() throws Exception {
        assertTrue(refusalOf(Map.of("MUSTER_CONFIG", file("prot=9000"))).contains("prot"));
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("muster.properties"), text).toString();
    }

    private static String refusalOf(Map<String, String> environment) {
        var refused = assertThrows(Settings.Refused.class, () -> Settings.read(environment));
        return String.valueOf(refused.getMessage());
    }
}
