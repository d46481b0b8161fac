package muster.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What waits for the hub, in files: what {@link #put} took is there after any crash, in its order
 * and with its number. It is bounded, and says what it had to drop.
 */
public final class Spool {
    private static final String FOLDER = "spool";

    /** What a small file takes of a disk. */
    private static final int BLOCK_BYTES = 4096;

    /**
     * How much may wait.
     *
     * @param age of a batch
     */
    public record Bounds(long bytes, Duration age) {
        /** A month of sleep and a margin. */
        public static final Bounds USUAL = new Bounds(64L << 20, Duration.ofDays(60));
    }

    private final Home home;
    private final Path folder;
    private final Bounds bounds;
    private final Clock clock;
    private final HubTime time;
    private final Losses losses;
    private final List<Batch> waiting = new ArrayList<>();
    private Numbering numbering;
    private long bytes;

    /** The number of the batch that is under way: what is being sent is not dropped meanwhile. */
    private long underWay;

    /** Finds what waits in a collector's folder. */
    Spool(Home home, Bounds bounds, Clock clock, HubTime time, Losses losses) throws IOException {
        this.home = home;
        this.folder = home.folder(FOLDER);
        this.bounds = bounds;
        this.clock = clock;
        this.time = time;
        this.losses = losses;
        var found = SpoolFiles.in(folder);
        found.torn().forEach(losses::torn);
        waiting.addAll(found.whole());
        bytes = waiting.stream().mapToLong(Batch::bytes).sum();
        long highest = found.highest();
        var known = Numbering.in(home).map(said -> said.upTo(Math.max(said.next(), highest + 1)));
        var lowest = lowest(known.map(Numbering::next).orElse(highest + 1));
        if (known.isPresent() && known.get().first() <= lowest) {
            numbering = known.get();
        } else {
            // The first start, or what said the order is lost: this is another order.
            numbering = new Numbering(UUID.randomUUID(), lowest, highest + 1);
            numbering.save(home);
        }
    }

    private long lowest(long next) {
        return waiting.isEmpty() ? next : waiting.getFirst().number();
    }

    /**
     * Takes a batch; when this returns true it survives a crash. Older ones make room where there
     * is none.
     *
     * @param items events in it, addresses of a scan, or 1 for a report
     * @param sent compressed, as it will be sent
     * @return whether there was room for it; where not, that is noted as lost
     */
    synchronized boolean put(Batch.Kind kind, long items, byte[] sent) {
        var batch =
                new Batch(
                        kind,
                        clock.instant(),
                        numbering.next(),
                        items,
                        sent.length,
                        time.isRight());
        if (sent.length > bounds.bytes()) {
            losses.dropped(batch, "it is larger than the spool");
            return false;
        }
        dropOld();
        if (makeRoom(batch)) {
            return write(batch, sent);
        } else {
            losses.dropped(batch, "the spool is full of what is being sent");
            return false;
        }
    }

    private boolean makeRoom(Batch coming) {
        boolean more = true;
        while (more && bytes + coming.bytes() > bounds.bytes()) {
            more = dropOne(coming, "the spool is full");
        }
        return more;
    }

    /** On a full disk older ones go until this one could have their place, and no further. */
    private boolean write(Batch batch, byte[] sent) {
        long enough = bytes - 2L * batch.bytes() - BLOCK_BYTES;
        while (true) {
            try {
                home.disk().write(batch.in(folder), batch.encode(sent));
                numbering = numbering.upTo(batch.number() + 1);
                waiting.add(batch);
                bytes += sent.length;
                return true;
            } catch (IOException e) {
                var why = "the disk takes nothing more: " + e.getMessage();
                if (bytes <= enough || !dropOne(batch, why)) {
                    losses.dropped(batch, why);
                    return false;
                }
            }
        }
    }

    /** The oldest, which is next to be sent and stays until something is said of it. */
    synchronized Optional<Batch> first() {
        dropOld();
        underWay = waiting.isEmpty() ? 0 : waiting.getFirst().number();
        return waiting.stream().findFirst();
    }

    /** The bytes to send; empty where the file was damaged meanwhile, which is set aside. */
    synchronized Optional<byte[]> content(Batch batch) {
        var file = SpoolFiles.read(batch.in(folder)).filter(one -> batch.equals(Batch.read(one)));
        if (file.isEmpty()) {
            losses.torn(batch.in(folder));
            forget(batch);
        }
        return file.map(Batch::sent);
    }

    /** Nothing came of sending it: it waits like the others. */
    synchronized void postponed() {
        underWay = 0;
    }

    /** The hub has it, or others that wait say the same. */
    synchronized void delivered(Batch batch) throws IOException {
        remove(batch);
    }

    /** The hub will never take it. */
    synchronized void setAside(Batch batch, String why) throws IOException {
        reserveNumbers(batch);
        losses.setAside(batch, batch.in(folder), why);
        forget(batch);
    }

    /** Lets go of changes that wait for a list that the hub does not have, up to a whole one. */
    synchronized void dropChanges() throws IOException {
        while (!waiting.isEmpty() && waiting.getFirst().kind() == Batch.Kind.CHANGE) {
            remove(waiting.getFirst());
        }
    }

    /** What waits gets new places, from 1, in an order that the hub has never seen. */
    synchronized void beginAnew() throws IOException {
        numbering = numbering.anew(UUID.randomUUID(), lowest(numbering.next()));
        numbering.save(home);
    }

    /** Forgets everything: nobody here may tell it. */
    synchronized void clear() throws IOException {
        for (var batch : List.copyOf(waiting)) {
            remove(batch);
        }
        beginAnew();
    }

    /** The number of the batch that is put next. */
    synchronized long next() {
        return numbering.next();
    }

    synchronized UUID epoch() {
        return numbering.epoch();
    }

    synchronized long sequence(Batch batch) {
        return numbering.sequence(batch);
    }

    public synchronized int batches() {
        return waiting.size();
    }

    public synchronized long bytes() {
        return bytes;
    }

    public synchronized Optional<Instant> oldest() {
        return waiting.stream().findFirst().map(Batch::at);
    }

    /** How old something is only two right clocks tell: many machines begin in the year 1970. */
    private void dropOld() {
        if (!time.isRight()) {
            return;
        }
        var limit = clock.instant().minus(bounds.age());
        Optional<Batch> old;
        do {
            old = oldestOf(batch -> batch.timed() && batch.at().isBefore(limit));
        } while (old.isPresent() && drop(old.get(), "older than " + bounds.age()));
    }

    /** Makes room by what hurts least; false where nothing could be dropped. */
    private boolean dropOne(Batch coming, String why) {
        return repeated(coming)
                .or(() -> oldestOf(batch -> !batch.kind().isInventory()))
                .or(() -> oldestOf(_ -> true))
                .map(batch -> drop(batch, why))
                .orElse(false);
    }

    /** The oldest report of what a later whole one says again. */
    private Optional<Batch> repeated(Batch coming) {
        long whole =
                Stream.concat(waiting.stream(), Stream.of(coming))
                        .filter(batch -> batch.kind() == Batch.Kind.INVENTORY)
                        .mapToLong(Batch::number)
                        .max()
                        .orElse(0);
        return oldestOf(batch -> batch.kind().isInventory() && batch.number() < whole);
    }

    private Optional<Batch> oldestOf(Predicate<Batch> kind) {
        return waiting.stream()
                .filter(batch -> batch.number() != underWay)
                .filter(kind)
                .findFirst();
    }

    private boolean drop(Batch batch, String why) {
        // Told before it is done: a crash between the two may tell too much, never too little.
        losses.dropped(batch, why);
        try {
            remove(batch);
            return true;
        } catch (IOException e) {
            // It stays and will be sent after all.
            return false;
        }
    }

    private void remove(Batch batch) throws IOException {
        reserveNumbers(batch);
        Files.deleteIfExists(batch.in(folder));
        forget(batch);
    }

    private void forget(Batch batch) {
        if (waiting.remove(batch)) {
            bytes -= batch.bytes();
        }
    }

    /** A number is never used twice, so the last one outlives its file. */
    private void reserveNumbers(Batch leaving) throws IOException {
        if (leaving.number() + 1 == numbering.next()) {
            numbering.save(home);
        }
    }
}
