package muster.e2e.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.e2e.Eventually;
import muster.e2e.Person;
import muster.e2e.RunningHub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred collectors report while hub and database are killed under them, and some of them too:
 * in the end everything that one of them kept is there, once.
 */
@Tag("slow")
class SwarmTest {
    private static final List<Blow> BLOWS = List.of(Blow.DATABASE, Blow.BOTH, Blow.HUB);
    private static final int ORGANIZATIONS = 4;
    private static final int MACHINES_OF_EACH = 25;
    private static final int MORTAL_EVERY = 4;
    private static final int DEATHS = 3;
    private static final int ROUNDS = 6;
    private static final int BATCHES_OF_A_ROUND_MAX = 300;
    private static final Duration ROUND_MAX = Duration.ofSeconds(60);
    private static final Duration END_MAX = Duration.ofMinutes(3);

    @TempDir Path folder;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void everythingThatWasKeptIsThereOnceWhoeverIsKilledAndWhen() throws Exception {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        System.out.println("swarm: -Dmuster.seed=" + seed);
        var random = new Random(seed);
        var ports =
                Map.of(
                        "MUSTER_PORT", "" + RunningHub.freePort(),
                        "MUSTER_COLLECTOR_PORT", "" + RunningHub.freePort());
        var hub = RunningHub.on(folder.resolve("hub"), ports);
        try {
            settle(hub, random);
            for (int round = 0; round < ROUNDS; round++) {
                awaitMore(round == 0 ? 1 : random.nextInt(1, BATCHES_OF_A_ROUND_MAX));
                BLOWS.get(round % BLOWS.size()).strike(hub);
                hub.close();
                hub = RunningHub.on(folder.resolve("hub"), ports);
            }
            machines.forEach(Machine::rest);
            awaitQuiet();
        } finally {
            machines.forEach(Machine::switchOff);
            for (var thread : threads) {
                thread.join();
            }
            hub.close();
        }
        assertAllThereOnce();
    }

    private void settle(RunningHub hub, Random random) {
        for (int n = 0; n < ORGANIZATIONS; n++) {
            var owner =
                    new Person(
                            "Owner " + n,
                            "owner@org-%d.example".formatted(n),
                            "a-swarm-of-a-hundred-" + n,
                            "Organization " + n);
            var founded = owner.signUp(hub);
            var token =
                    founded.api()
                            .post(founded.path("/enrollment-tokens"), Map.of())
                            .expect(201)
                            .json()
                            .path("token")
                            .asText();
            for (int m = 0; m < MACHINES_OF_EACH; m++) {
                move(hub, token, random.nextLong());
            }
        }
        threads.forEach(Thread::start);
    }

    private void move(RunningHub hub, String token, long seed) {
        int number = machines.size();
        var name = "machine-%03d".formatted(number);
        int deaths = number % MORTAL_EVERY == 0 ? DEATHS : 0;
        var machine = new Machine(name, folder.resolve(name), hub.url(), token, seed, deaths);
        machines.add(machine);
        threads.add(Thread.ofPlatform().daemon().name(name).unstarted(machine));
    }

    private void awaitMore(int batches) {
        int goal = delivered() + batches;
        Eventually.holds(batches + " more batches", ROUND_MAX, () -> delivered() >= goal);
    }

    private void awaitQuiet() {
        try {
            Eventually.holds(
                    "all is delivered",
                    END_MAX,
                    () -> machines.stream().allMatch(Machine::isQuiet));
        } catch (AssertionError tooLong) {
            var loud = machines.stream().filter(one -> !one.isQuiet()).map(Machine::said).toList();
            throw new AssertionError(
                    loud.size() + " are not done:\n" + String.join("\n\n", loud), tooLong);
        }
    }

    private int delivered() {
        machines.forEach(Machine::requireSound);
        return machines.stream().mapToInt(Machine::delivered).sum();
    }

    private void assertAllThereOnce() throws IOException {
        long late = 0;
        try (var stored = new Stored(folder.resolve("hub"))) {
            var collectors = stored.collectors();
            assertEquals(machines.size(), collectors.size());
            for (var machine : machines) {
                var id = Objects.requireNonNull(collectors.get(machine.name), machine.name);
                assertBatches(machine, stored.batches(id));
                assertEvents(machine, stored.events(id));
                assertSoftware(machine, stored, id);
                late += assertNotes(machine, stored.notes(id));
            }
            assertEquals(
                    List.of(MACHINES_OF_EACH, MACHINES_OF_EACH, MACHINES_OF_EACH, MACHINES_OF_EACH),
                    stored.devices());
        }
        assertTrue(late > 0, "nothing was delivered late");
    }

    /** All in one epoch, each in its place with its own bytes. */
    private static void assertBatches(Machine machine, List<Stored.Batch> stored) {
        var missing = machine.ledger.spooled();
        var epochs = stored.stream().map(Stored.Batch::epoch).collect(Collectors.toSet());
        assertEquals(1, epochs.size(), machine.name);
        for (var batch : stored) {
            var spooled = missing.remove(batch.sequence());
            assertTrue(spooled != null, machine.name + ": nobody sent " + batch);
            assertEquals(spooled.digest(), batch.digest(), machine.name);
            assertEquals(spooled.isEvents(), batch.events(), machine.name);
        }
        // One that died between the spool and what it remembers tells of a list that it never sent.
        missing.values().removeIf(one -> machine.hasDied() && one.kind().equals("change"));
        assertTrue(missing.isEmpty(), machine.name + ": missing " + missing);
    }

    private static void assertEvents(Machine machine, List<String> stored) {
        var there = new HashSet<String>();
        for (var event : stored) {
            assertTrue(there.add(event), "twice: " + event);
        }
        var missing = new HashSet<>(machine.ledger.kept());
        missing.removeAll(there);
        assertEquals(Set.of(), missing, machine.name);
        there.removeAll(machine.ledger.kept());
        there.removeAll(machine.ledger.uncertain());
        assertEquals(Set.of(), there, machine.name);
    }

    private static void assertSoftware(Machine machine, Stored stored, UUID collector) {
        var now = stored.software(collector);
        assertEquals(machine.installed.names(), new HashSet<>(now), machine.name);
        assertEquals(machine.installed.names().size(), now.size(), machine.name);
        var builds = stored.versions(collector, Installed.CHANGING);
        assertEquals(new HashSet<>(builds).size(), builds.size(), machine.name + ": " + builds);
        if (!machine.hasDied()) {
            long reports =
                    machine.ledger.spooled().values().stream()
                            .filter(one -> !one.isEvents())
                            .count();
            assertEquals(reports, builds.size(), machine.name + ": " + builds);
        }
    }

    /** Nothing was lost, refused or forked; returns how much was late. */
    private static long assertNotes(Machine machine, List<Stored.Note> notes) {
        var kinds = notes.stream().map(Stored.Note::kind).collect(Collectors.toSet());
        kinds.removeAll(Set.of("enrolled", "hub_away"));
        assertEquals(Set.of(), kinds, machine.name + ": " + notes + "\n" + machine.said());
        assertTrue(notes.stream().allMatch(note -> note.lost() == 0), machine.name + ": " + notes);
        return notes.stream().mapToLong(Stored.Note::late).sum();
    }
}
