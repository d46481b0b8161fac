package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that spools is killed at random moments: what it was told is kept is there. */
class KilledTest {
    private static final int ROUNDS = 8;
    private static final int BYTES_MAX = 20_000;

    /** Spools batches and says the number of each that was kept, until it is killed. */
    static final class Spooling {
        private Spooling() {}

        public static void main(String[] arguments) throws IOException {
            var random = new Random(Long.parseLong(arguments[1]));
            try (var home = Home.open(Path.of(arguments[0]), Disk.real())) {
                var spool = open(home);
                System.out.println("open");
                while (true) {
                    long number = spool.next();
                    spool.put(Batch.Kind.EVENTS, 1, content(number, random.nextInt(BYTES_MAX)));
                    System.out.println(number);
                    if (random.nextInt(4) == 0) {
                        var first = spool.first().orElseThrow();
                        spool.delivered(first);
                        System.out.println(-first.number());
                    }
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void losesNothingThatItKeptHoweverOftenItIsKilled(@TempDir Path folder) throws Exception {
        var random = new Random(3);
        var kept = new TreeMap<Long, Boolean>();
        long deliveredLast = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var process = start(folder, round);
            var out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("open", out.readLine());
            Thread.sleep(random.nextInt(150));
            process.toHandle().destroyForcibly();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                long number = Long.parseLong(line);
                deliveredLast = Math.max(deliveredLast, -number);
                kept.put(Math.abs(number), number > 0);
            }
            process.waitFor();
            assertAllThere(folder, kept, deliveredLast);
        }
        assertTrue(kept.size() > ROUNDS, kept.size() + " batches");
    }

    private static Process start(Path folder, int seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Spooling.class.getName(),
                        folder.toString(),
                        Integer.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Each number once, in order, with its own bytes; nothing noted as lost. */
    private static void assertAllThere(Path folder, SortedMap<Long, Boolean> kept, long delivered)
            throws IOException {
        try (var home = Home.open(folder, Disk.real())) {
            var spool = open(home);
            long before = 0;
            var missing = new TreeMap<>(kept);
            missing.values().removeIf(waiting -> !waiting);
            for (var first = spool.first(); first.isPresent(); first = spool.first()) {
                var batch = first.get();
                assertTrue(batch.number() > before && batch.number() > delivered - 1);
                before = batch.number();
                var sent = spool.content(batch).orElseThrow();
                assertTrue(Arrays.equals(content(batch.number(), sent.length), sent));
                missing.remove(batch.number());
                spool.delivered(batch);
                kept.put(batch.number(), false);
            }
            // One that was being delivered may be gone before anybody could say so.
            assertTrue(missing.size() <= 1, "missing: " + missing);
            missing.keySet().forEach(number -> kept.put(number, false));
            assertTrue(spool.next() > kept.lastKey());
            assertTrue(Notes.in(home, new Journal(Clock.systemUTC(), _ -> {})).all().isEmpty());
        }
    }

    private static Spool open(Home home) throws IOException {
        var clock = Clock.systemUTC();
        var journal = new Journal(clock, _ -> {});
        var notes = Notes.in(home, journal);
        var outage = Outage.in(home, clock, notes, journal);
        var losses = new Losses(home, clock, notes, outage, new Missed(), journal);
        return new Spool(home, Spool.Bounds.USUAL, clock, new HubTime(clock), losses);
    }

    private static byte[] content(long number, int bytes) {
        var content = new byte[bytes];
        new Random(number).nextBytes(content);
        return content;
    }
}
