package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import muster.wire.Change;
import muster.wire.Inventory;
import org.junit.jupiter.api.Test;

class CollectorTest extends AgainstAHub {
    @Test
    void enrollsAndReportsAllOfTheDevice() {
        agent.settle();

        var inventory = FakeIntake.sighting(hub.reports.getFirst(), Inventory.class).orElseThrow();
        assertEquals(2, inventory.software().size());
        assertEquals(1, hub.count("enroll"));
        assertEquals(1, hub.count("heartbeat"));
        assertNotNull(agent.running().status().acknowledgedAt());
    }

    @Test
    void goesOnWithItsIdentityAfterARestartWithoutToken() {
        agent.settle();
        agent.token = null;
        agent.start();
        clock.go(Duration.ofDays(1));

        agent.settle();

        assertEquals(1, hub.count("enroll"));
        assertEquals(2, hub.reports.size());
    }

    @Test
    void saysOnlyWhatChangedAndNothingWhereNothingDid() {
        agent.settle();
        clock.go(Duration.ofHours(1));
        agent.settle();
        assertEquals(1, hub.reports.size());

        agent.software.set(0, "openssl 3.0.13");
        clock.go(Duration.ofHours(1));
        agent.settle();

        var change = FakeIntake.sighting(hub.reports.getLast(), Change.class).orElseThrow();
        assertEquals("3.0.13", change.added().getFirst().version());
        assertEquals("3.0.11", change.removed().getFirst().version());
    }

    @Test
    void saysEverythingWhereThatIsLessThanWhatChanged() {
        agent.settle();
        agent.software.replaceAll(line -> line + "-new");
        clock.go(Duration.ofHours(1));
        agent.settle();

        assertTrue(FakeIntake.sighting(hub.reports.getLast(), Inventory.class).isPresent());
    }

    @Test
    void saysEverythingWhereWhatItSaidBeforeIsDamaged() throws IOException {
        agent.settle();
        var file = agent.folder().resolve("reported.gz");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 9] ^= 1;
        Files.write(file, bytes);
        agent.software.add("curl 8.0");
        clock.go(Duration.ofHours(1));
        agent.settle();

        assertTrue(FakeIntake.sighting(hub.reports.getLast(), Inventory.class).isPresent());
        assertEquals(0, agent.running().status().batches());
    }

    @Test
    void saysEverythingOnceADay() {
        agent.settle();
        clock.go(Duration.ofHours(24));
        agent.settle();

        assertEquals(2, hub.reports.size());
        assertTrue(FakeIntake.sighting(hub.reports.getLast(), Inventory.class).isPresent());
    }

    @Test
    void saysEverythingWhenTheHubLacksTheBase() {
        agent.settle();
        hub.intake.forgetLists();
        agent.software.add("curl 8.0");
        clock.go(Duration.ofHours(1));

        agent.settle();

        var inventory = FakeIntake.sighting(hub.reports.getLast(), Inventory.class).orElseThrow();
        assertEquals(3, inventory.software().size());
        assertEquals(0, agent.running().status().batches());
    }

    @Test
    void keepsWhatTheHubCouldNotTakeAndTellsHowLongItWasAway() {
        agent.settle();
        hub.away = true;
        for (int i = 0; i < 3; i++) {
            agent.software.add("tool-" + i + " 1");
            clock.go(Duration.ofHours(1));
            agent.settle();
        }
        assertEquals(3, agent.running().status().batches());
        agent.start();

        hub.away = false;
        clock.go(Duration.ofMinutes(6));
        agent.settle();
        clock.go(Duration.ofMinutes(1));
        agent.settle();

        assertEquals(4, hub.reports.size());
        var note = hub.notes.getFirst();
        assertEquals("hub_away", note.fields().get("kind"));
        assertEquals(3L, note.fields().get("events"));
        assertEquals(0L, note.fields().get("batches"));
        assertEquals(1, hub.notes.size());
    }

    @Test
    void countsWhatIsLostAsWhatIsLate() {
        agent.bounds = new Spool.Bounds(1_500, Duration.ofDays(60));
        agent.settle();
        hub.away = true;
        clock.go(Duration.ofMinutes(1));
        agent.settle();
        var random = new Random(5);
        for (int i = 0; i < 3; i++) {
            var line = new byte[500];
            random.nextBytes(line);
            agent.running().keep(Collections.nCopies(2, line));
            agent.running().keep(List.of(line));
        }
        hub.away = false;
        for (int i = 0; i < 2; i++) {
            clock.go(Duration.ofMinutes(6));
            agent.settle();
        }

        var note =
                hub.notes.stream()
                        .filter(one -> "hub_away".equals(one.fields().get("kind")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(3 * 3L, number(note, "events") + number(note, "batches"));
        assertTrue(number(note, "batches") > 3, note.toString());
    }

    private static long number(Json note, String field) {
        return Long.parseLong(String.valueOf(note.fields().get(field)));
    }

    @Test
    void doesNotCallABusyHubAway() {
        agent.settle();
        agent.running().keep(List.of("{}".getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 5; i++) {
            hub.next("events", 503);
            hub.next("heartbeat", 503);
        }
        for (int i = 0; i < 20; i++) {
            clock.go(Duration.ofMinutes(6));
            agent.settle();
        }

        assertEquals(0, agent.running().status().batches());
        assertTrue(hub.notes.isEmpty(), hub.notes.toString());
    }

    @Test
    void doesNotUseTheIdentityOfTheMachineItsDiskWasCopiedFrom() {
        agent.settle();
        agent.token = null;
        agent.machine = "another";
        agent.start();
        clock.go(Duration.ofDays(1));
        int asked = hub.asked.size();
        agent.settle();
        assertEquals(asked, hub.asked.size());
        assertTrue(String.valueOf(agent.running().status().stopped()).contains("another machine"));

        agent.token = FakeHub.TOKEN;
        agent.start();
        agent.settle();
        assertEquals(2, hub.agents.size());
        assertEquals(2, hub.reports.size());
    }

    @Test
    void neverSendsToAnotherMachineInTheClear() {
        var plain = new TestAgent(agent.folder(), clock, URI.create("http://hub.example:8080"));
        plain.settle();

        assertTrue(plain.said.getFirst().contains("expected an https address"), plain.said + "");
        plain.close();
    }

    @Test
    void neverWritesTheTokenDown() throws IOException {
        agent.settle();
        try (var files = Files.walk(agent.folder())) {
            for (var file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
                var content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(FakeHub.TOKEN), file.toString());
            }
        }
        assertFalse(agent.said.toString().contains(FakeHub.TOKEN));
    }
}
