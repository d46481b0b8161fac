package muster.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Sighting;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import muster.wire.Target;

/**
 * What the hub will know of this device once the spool is delivered: the list that the next change
 * is a change of.
 */
final class Reported {
    private final Home home;
    private final Clock clock;
    private final Duration whole;
    private boolean wanted;

    /** A report as it goes into the spool. */
    static final class Prepared {
        final Batch.Kind kind;
        final byte[] sent;

        private final Base after;
        private final List<SoftwareFact> facts;

        private Prepared(Batch.Kind kind, byte[] sent, Base after, List<SoftwareFact> facts) {
            this.kind = kind;
            this.sent = sent;
            this.after = after;
            this.facts = facts;
        }
    }

    Reported(Home home, Clock clock, Duration whole) {
        this.home = home;
        this.clock = clock;
        this.whole = whole;
    }

    /** What must be said of this; empty where the hub knows it all. */
    Optional<Prepared> next(Report now, boolean everything) throws IOException {
        var said = once(now);
        var inventory = inventory(said);
        var lasting = lasting(said);
        var before = everything ? Optional.<Base>empty() : Base.in(home);
        if (before.isPresent() && !isOld(before.get())) {
            if (before.get().lasting().equals(lasting)) {
                return Optional.empty();
            }
            var change = before.get().until(home, inventory);
            if (change.isPresent()) {
                var wholeAt = before.get().wholeAt();
                var after = new Base(wholeAt, lasting, change.get().result());
                var sent = compressed(instead(said, change.get()));
                return Optional.of(
                        new Prepared(Batch.Kind.CHANGE, sent, after, inventory.software()));
            }
        }
        var after = new Base(clock.instant(), lasting, inventory.softwareDigestText());
        return Optional.of(
                new Prepared(Batch.Kind.INVENTORY, compressed(said), after, inventory.software()));
    }

    /** It is in the spool: the next one is a change of it. */
    void remember(Prepared prepared) throws IOException {
        prepared.after.save(home, prepared.facts);
    }

    /** The hub may lack it: the next one is whole. */
    void forget() throws IOException {
        Base.forget(home);
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

    private boolean isOld(Base before) {
        var age = Duration.between(before.wholeAt(), clock.instant());
        return age.isNegative() || age.compareTo(whole) >= 0;
    }

    /** Of several same pieces of software one: a change could not tell them apart. */
    private static Report once(Report report) {
        var all = inventory(report);
        var distinct = all.software().stream().distinct().toList();
        return instead(report, new Inventory(all.device(), distinct));
    }

    private static Inventory inventory(Report report) {
        return report.sightings().stream()
                .filter(Inventory.class::isInstance)
                .map(Inventory.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a report without inventory"));
    }

    /** The same report with this for its inventory. */
    private static Report instead(Report report, Sighting other) {
        return new Report(
                null,
                report.observedAt(),
                report.sightings().stream()
                        .map(sighting -> sighting instanceof Inventory ? other : sighting)
                        .toList());
    }

    /**
     * A digest of what is worth a report when it is another: neighbours come and go, and so does
     * the time.
     */
    private static String lasting(Report report) {
        var lines = new TreeSet<String>();
        for (var sighting : report.sightings()) {
            switch (sighting) {
                case Inventory all -> lines.add(all.device() + " " + all.softwareDigestText());
                case Surroundings all -> {
                    all.interfaces().forEach(each -> lines.add(each.toString()));
                    all.listeners().forEach(each -> lines.add(each.toString()));
                }
                case Change change -> lines.add(change.result());
                case SourceFailure _, Scan _, Target _ -> lines.add(sighting.toString());
            }
        }
        try {
            var bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] compressed(Report report) {
        return compressed(report::encode);
    }

    /** Writes what is to be compressed. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    static byte[] compressed(Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            content.to(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
