package muster.scans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import muster.identify.Field;
import muster.packages.Redaction;
import muster.wire.IpAddress;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Target;
import org.jspecify.annotations.Nullable;

/**
 * A part of a scan, as it is taken in. What its devices gave is not judged yet: that is work, which
 * nobody does for who may not report, or reported this before.
 *
 * @param observedAt by the scanner's clock; null where it does not say
 */
public record ScanReport(
        @Nullable UUID id, @Nullable Instant observedAt, Scan scan, List<Target> targets) {
    /**
     * An address that was asked, without secrets.
     *
     * @param inspected null where nothing was given
     */
    record Asked(
            IpAddress address,
            Target.Result result,
            @Nullable String why,
            @Nullable Inspected inspected) {
        private static final String TOO_LONG =
                "what it said takes too long to read, so that not all of it was";

        /** Identifies what answered. */
        static Asked of(Target target) {
            var why = target.why();
            var inspected =
                    target.evidence().isEmpty()
                            ? null
                            : Inspected.of(target.address(), target.evidence());
            var asked =
                    new Asked(
                            target.address(),
                            target.result(),
                            why == null ? null : PlainIdentity.plain(Redaction.of(why)),
                            inspected);
            return inspected == null || inspected.whole() ? asked : asked.because(TOO_LONG);
        }

        /** One that something is wrong with, of which nothing else is known. */
        static Asked broken(Target target, String why) {
            return new Asked(target.address(), Target.Result.ERROR, why, null);
        }

        /** Whether there is a device. */
        boolean isDevice() {
            return result == Target.Result.ANSWERED && inspected != null;
        }

        /** What the device gave. */
        Inspected given() {
            return Objects.requireNonNull(inspected);
        }

        /** The same, and what else is to be said of it. */
        Asked because(String more) {
            return new Asked(address, result, why == null ? more : why + "; " + more, inspected);
        }

        @Nullable String said(Field field) {
            return inspected == null ? null : inspected.said(field);
        }

        @Nullable String type() {
            return inspected == null ? null : inspected.type();
        }
    }

    public ScanReport {
        targets = List.copyOf(targets);
    }

    /** Nothing where the report is of a device. */
    public static Optional<ScanReport> of(Report report) {
        Scan scan = null;
        var targets = new ArrayList<Target>();
        for (var sighting : report.sightings()) {
            if (sighting instanceof Scan one) {
                scan = redacted(one);
            } else if (sighting instanceof Target target) {
                targets.add(target);
            }
        }
        return scan == null
                ? Optional.empty()
                : Optional.of(new ScanReport(report.id(), report.observedAt(), scan, targets));
    }

    private static Scan redacted(Scan scan) {
        return new Scan(
                scan.id(),
                Redaction.of(scan.site()),
                scan.startedAt(),
                scan.targets(),
                scan.finished(),
                Redaction.of(scan.rules()));
    }
}
