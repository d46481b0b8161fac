package muster.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Sighting;
import muster.wire.Target;

/**
 * A part of a scan that the hub does not take as a whole, as two smaller ones: in the end only the
 * address is lost that it does not take, and no other.
 */
final class Halves {
    private final Report report;

    private Halves(Report report) {
        this.report = report;
    }

    /** Of what was sent; empty where this program reads it no more. */
    static Optional<Halves> of(byte[] sent) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return Optional.of(new Halves(Report.decodeSigned(in.readAllBytes())));
        } catch (IOException | Report.Malformed unreadable) {
            return Optional.empty();
        }
    }

    /** How many addresses a report tells of. */
    static long targets(Report report) {
        return report.sightings().stream().filter(Target.class::isInstance).count();
    }

    Report whole() {
        return report;
    }

    /** Both together say the same. */
    List<Report> both() {
        var scan = sightings(Scan.class).getFirst();
        var targets = sightings(Target.class);
        int middle = targets.size() / 2;
        var first = targets.subList(0, middle);
        var second = targets.subList(middle, targets.size());
        return List.of(part(unfinished(scan), first), part(scan, second));
    }

    /** That these addresses were reached, without what they gave; empty where they gave nothing. */
    Optional<Report> bare(String why) {
        var targets = sightings(Target.class);
        var bare =
                targets.stream()
                        .map(one -> new Target(one.address(), Target.Result.ERROR, why, List.of()))
                        .toList();
        return targets.stream().allMatch(one -> one.evidence().isEmpty())
                ? Optional.empty()
                : Optional.of(part(sightings(Scan.class).getFirst(), bare));
    }

    /** The addresses, from the first to the last. */
    String addresses() {
        var all = sightings(Target.class).stream().map(one -> one.address().text()).toList();
        return all.size() < 2
                ? String.join("", all)
                : "%s to %s".formatted(all.getFirst(), all.getLast());
    }

    private <T extends Sighting> List<T> sightings(Class<T> kind) {
        return report.sightings().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Scan unfinished(Scan scan) {
        return new Scan(
                scan.id(), scan.site(), scan.startedAt(), scan.targets(), false, scan.rules());
    }

    private Report part(Scan scan, List<Target> targets) {
        var sightings = new ArrayList<Sighting>();
        sightings.add(scan);
        sightings.addAll(targets);
        return new Report(UUID.randomUUID(), report.observedAt(), sightings);
    }
}
