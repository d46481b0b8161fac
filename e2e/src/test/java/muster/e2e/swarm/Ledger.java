package muster.e2e.swarm;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a machine has kept for its hub, written down beside it by whoever watches. */
final class Ledger {
    private static final Pattern BATCH =
            Pattern.compile("(inventory|change|events)-[0-9TZ]+-([0-9]{12})\\.batch");

    private final SortedMap<Long, Spooled> spooled = new TreeMap<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<String> uncertain = new HashSet<>();

    /**
     * A batch on the disk.
     *
     * @param kind inventory, change or events
     * @param digest SHA-256 of what is sent of it, in hexadecimal
     */
    record Spooled(String kind, String digest) {
        boolean isEvents() {
            return kind.equals("events");
        }
    }

    /** A file is on the disk for good. */
    synchronized void wrote(Path file, byte[] content) {
        var name = BATCH.matcher(file.getFileName().toString());
        if (name.matches()) {
            var batch = new Spooled(name.group(1), digest(content));
            var before = spooled.put(Long.parseLong(name.group(2)), batch);
            if (before != null) {
                throw new AssertionError("the number of " + file + " was used before");
            }
        }
    }

    /** The collector said that it keeps these events. */
    synchronized void kept(Collection<String> events) {
        kept.addAll(events);
    }

    /** The collector died before it could say so. */
    synchronized void uncertain(Collection<String> events) {
        uncertain.addAll(events);
    }

    /** By their numbers. */
    synchronized SortedMap<Long, Spooled> spooled() {
        return new TreeMap<>(spooled);
    }

    synchronized int batches() {
        return spooled.size();
    }

    synchronized Set<String> kept() {
        return new HashSet<>(kept);
    }

    synchronized Set<String> uncertain() {
        return new HashSet<>(uncertain);
    }

    /** Behind the line that says what it is. */
    private static String digest(byte[] file) {
        int line = 0;
        while (file[line] != '\n') {
            line++;
        }
        try {
            var sent = Arrays.copyOfRange(file, line + 1, file.length);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
