package muster.agent;

import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.Limits;
import muster.wire.Report;
import muster.wire.Sighting;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the hub will know of this device once the spool is delivered: the list that the next change
 * is a change of. It lies on the disk, since it is needed only once an hour.
 */
final class Reported {
    private static final String FILE = "reported.gz";

    private final Home home;
    private final Clock clock;
    private final Duration whole;
    private boolean wanted;

    /** A report as it goes into the spool. */
    static final class Prepared {
        final Batch.Kind kind;
        final byte[] sent;
        final Runnable remember;

        private Prepared(Batch.Kind kind, byte[] sent, Runnable remember) {
            this.kind = kind;
            this.sent = sent;
            this.remember = remember;
        }
    }

    /** What was said last, and when all of it was said. */
    private record Before(Instant wholeAt, Report report) {}

    Reported(Home home, Clock clock, Duration whole) {
        this.home = home;
        this.clock = clock;
        this.whole = whole;
    }

    /** What must be said of this; empty where the hub knows it all. */
    Optional<Prepared> next(Report now, boolean everything) throws IOException {
        var said = once(now);
        var before = everything ? Optional.<Before>empty() : before();
        if (before.isEmpty() || isOld(before.get())) {
            return Optional.of(
                    prepared(Batch.Kind.INVENTORY, said, new Before(clock.instant(), said)));
        } else if (lasting(said).equals(lasting(before.get().report()))) {
            return Optional.empty();
        } else {
            var wholeAt = before.get().wholeAt();
            return Optional.of(
                    prepared(
                            Batch.Kind.CHANGE,
                            change(before.get().report(), said),
                            new Before(wholeAt, said)));
        }
    }

    /** The hub may lack it: the next one is whole. */
    void forget() throws IOException {
        home.delete(FILE);
    }

    /** The hub asks for all of it now. */
    void want() throws IOException {
        forget();
        wanted = true;
    }

    /** Whether all of it was wanted since this was asked the last time. */
    boolean takeWanted() {
        boolean was = wanted;
        wanted = false;
        return was;
    }

    private boolean isOld(Before before) {
        var age = Duration.between(before.wholeAt(), clock.instant());
        return age.isNegative() || age.compareTo(whole) >= 0;
    }

    private Prepared prepared(Batch.Kind kind, Report sent, Before after) {
        return new Prepared(kind, compressed(sent), () -> remember(after));
    }

    private void remember(Before after) {
        var report = compressed(after.report());
        var file =
                ByteBuffer.allocate(Long.BYTES + report.length)
                        .putLong(after.wholeAt().toEpochMilli())
                        .put(report);
        try {
            home.write(FILE, file.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Before> before() throws IOException {
        var file = home.read(FILE);
        if (file.isEmpty() || file.get().length < Long.BYTES) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(file.get());
        var wholeAt = Instant.ofEpochMilli(bytes.getLong());
        var rest = new ByteArrayInputStream(file.get(), bytes.position(), bytes.remaining());
        try (var in = new GZIPInputStream(rest)) {
            var report = Report.decodeSigned(in.readNBytes(Limits.REPORT_BYTES_MAX));
            return Optional.of(new Before(wholeAt, report));
        } catch (IOException | Report.Malformed damaged) {
            return Optional.empty();
        }
    }

    /** Of several same pieces of software one: a change could not tell them apart. */
    private static Report once(Report report) {
        return new Report(
                null,
                report.observedAt(),
                report.sightings().stream()
                        .map(sighting ->
                                sighting instanceof Inventory inventory
                                        ? new Inventory(
                                                inventory.device(),
                                                inventory.software().stream().distinct().toList())
                                        : sighting)
                        .toList());
    }

    /** What is worth a report when it is another: neighbours come and go, and so does the time. */
    private static List<Object> lasting(Report report) {
        return report.sightings().stream()
                .<Object>map(sighting ->
                        switch (sighting) {
                            case Inventory all -> List.of(all.device(), all.softwareDigestText());
                            case Surroundings all ->
                                    List.of(
                                            Set.copyOf(all.interfaces()),
                                            Set.copyOf(all.listeners()));
                            case Change change -> change;
                            case SourceFailure failure -> failure;
                        })
                .toList();
    }

    private static Report change(Report before, Report now) {
        return new Report(
                null,
                now.observedAt(),
                now.sightings().stream()
                        .map(sighting ->
                                sighting instanceof Inventory inventory
                                        ? change(before, inventory)
                                        : sighting)
                        .toList());
    }

    private static Sighting change(Report before, Inventory now) {
        return before.sightings().stream()
                .filter(Inventory.class::isInstance)
                .map(Inventory.class::cast)
                .findFirst()
                .<Sighting>map(was -> Change.between(was, now))
                .orElse(now);
    }

    static byte[] compressed(Report report) {
        return compressed(report.encode());
    }

    static byte[] compressed(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
