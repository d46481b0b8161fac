package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import muster.replay.FakeRouter;
import muster.replay.Manner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole program against small networks. */
@Tag("slow")
class ScannerTest extends AgainstANetwork {
    /** Result by address. */
    private Map<String, String> results() throws IOException {
        var results = new HashMap<String, String>();
        for (var line : Files.readAllLines(output())) {
            var fields = fields(line);
            assertTrue(fields.containsKey("why"), line);
            assertEquals("Lab", fields.get("site"), line);
            results.put(fields.get("ip"), fields.get("result"));
        }
        return results;
    }

    private static Map<String, String> fields(String line) throws IOException {
        var fields = new HashMap<String, String>();
        try (var json = new JsonFactory().createParser(line)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                var name = json.currentName();
                json.nextToken();
                json.skipChildren();
                fields.put(name, String.valueOf(json.getText()));
            }
        }
        return fields;
    }

    @Test
    void saysOfEveryAddressWhatCameOfIt() throws Exception {
        devices(Manner.HONEST, "127.78.1.1", "127.78.1.3");
        network.start();
        int status = scan("127.78.1.0/29", "rate: 200", community("ro", COMMUNITY, "127.0.0.0/8"));
        assertEquals(Scanner.DONE, status, err.toString(StandardCharsets.UTF_8));
        var results = results();
        assertEquals(6, results.size(), results.toString());
        assertEquals("answered", results.get("127.78.1.1"));
        assertEquals("answered", results.get("127.78.1.3"));
        var hostnames =
                Files.readAllLines(output()).stream()
                        .filter(line -> line.contains("\"hostname\":\"device\""))
                        .count();
        assertEquals(2, hostnames);
    }

    @Test
    void hostileDevicesStopNoOther() throws Exception {
        int host = 1;
        for (var manner : Manner.values()) {
            devices(manner, "127.78.2." + host, "127.78.2." + (host + 1));
            host += 2;
        }
        devices(Manner.HONEST, "127.78.2.100", "127.78.2.101", "127.78.2.102");
        network.start();
        int status =
                scan(
                        "127.78.2.1-127.78.2.102",
                        "rate: 500",
                        community("ro", COMMUNITY, "127.0.0.0/8"));
        assertEquals(Scanner.DONE, status, err.toString(StandardCharsets.UTF_8));
        var results = results();
        assertEquals(102, results.size());
        for (var honest : List.of("1", "2", "3", "4", "100", "101", "102")) {
            assertEquals("answered", results.get("127.78.2." + honest), honest);
        }
    }

    @Test
    void touchesNothingThatIsExcluded() throws Exception {
        devices(Manner.HONEST, "127.78.3.1", "127.78.3.2", "127.78.3.3", "127.78.3.4");
        network.start();
        scan(
                "127.78.3.0/29",
                "exclude: [127.78.3.2, 127.78.3.4/30]",
                community("ro", COMMUNITY, "127.0.0.0/8"));
        assertEquals(Set.of("127.78.3.1", "127.78.3.3"), results().keySet());
        assertTrue(network.asked("127.78.3.2").isEmpty());
        assertTrue(network.asked("127.78.3.4").isEmpty());
        assertFalse(network.asked("127.78.3.1").isEmpty());
    }

    @Test
    void beginsNoMoreAddressesInASecondThanItMay() throws Exception {
        for (int i = 1; i <= 30; i++) {
            devices(Manner.SILENT, "127.78.7." + i);
        }
        network.start();
        scan("127.78.7.1-127.78.7.30", "rate: 20", community("ro", COMMUNITY, "127.0.0.0/8"));
        var first = network.asked("127.78.7.1").getFirst().nanos();
        var last = network.asked("127.78.7.30").getFirst().nanos();
        // 29 steps of 50 ms; the first may be late, and without a rate all come at once.
        assertTrue(last - first >= 1_000_000_000L, (last - first) / 1_000_000 + " ms");
    }

    @Test
    void checkSaysWhatWorksAndWhatDoesNot() throws Exception {
        devices(Manner.HONEST, "127.78.8.1", "127.78.8.2");
        network.start();
        scan("127.78.8.0/30", "rate: 100", community("ro", COMMUNITY, "127.0.0.0/8"));
        var file = folder.resolve("scanner.yaml");
        assertEquals(Scanner.DONE, run("check", "--config", file.toString()));
        var said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("site Lab: 2 addresses in 127.78.8.1-127.78.8.2"), said);
        assertTrue(said.contains("works at 127.78.8.1"), said);
        Files.writeString(file, Files.readString(file).replace(COMMUNITY, "chestnut-tree"));
        assertEquals(Scanner.FAILED, run("check", "--config", file.toString()));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("nothing answered it"));
    }

    @Test
    void checkTakesAGreetingForNoOpenDoorAndShowsALoginOnce() throws Exception {
        devices(Manner.HONEST, "127.78.10.1", "127.78.10.2");
        network.start();
        try (var router =
                FakeRouter.withPrompt("attic#")
                        .onAddresses(List.of("127.78.10.1", "127.78.10.2"))
                        .onPort(network.port())
                        .lettingIn("noc", "river")
                        .started()) {
            var login = "- {name: noc, kind: ssh, user: noc, password: pond, allow: [127.0.0.0/8]}";
            scan(
                    "127.78.10.1-127.78.10.2",
                    "rate: 100",
                    community("ro", "chestnut-tree", "127.0.0.0/8") + login);
            int before = router.passwords().size();
            var file = folder.resolve("scanner.yaml");

            assertEquals(Scanner.FAILED, run("check", "--config", file.toString()));

            var said = out.toString(StandardCharsets.UTF_8);
            assertTrue(said.contains("nothing answered it"), said + err);
            assertTrue(said.contains("refused at 127.78.10."), said);
            assertEquals(before + 1, router.passwords().size());
        }
    }

    @Test
    void refusesAWrongFileWithoutTouchingAnything() throws Exception {
        devices(Manner.HONEST, "127.78.9.1");
        network.start();
        int status = scan("127.78.9.1", "rat: 5", community("ro", COMMUNITY, "127.0.0.0/8"));
        assertEquals(Scanner.WRONG_USE, status);
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("line 7: rat: "),
                err.toString(StandardCharsets.UTF_8));
        assertTrue(network.asked("127.78.9.1").isEmpty());
    }
}
