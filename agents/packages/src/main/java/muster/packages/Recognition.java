package muster.packages;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shape of a paste by reading a sample of it in every shape, then reads all of it in the
 * best one.
 */
final class Recognition {
    private Recognition() {}

    /** Reads a paste in the shapes of one format, or of all where it is null. */
    static PackageList of(String text, @Nullable Format format) {
        var paste = Paste.of(text);
        Refusals.check(paste);
        if (paste.isJson() && (format == null || format == Format.CYCLONEDX)) {
            return list(paste, Format.CYCLONEDX, CycloneDx.read(paste.text()));
        } else {
            return ofLines(paste, Shapes.of(format));
        }
    }

    private static PackageList ofLines(Paste paste, List<Shape> shapes) {
        Iterator<Line> lines = paste.lines().iterator();
        var seen = sample(lines);
        Attempt best = best(seen, shapes);
        boolean all = !lines.hasNext();
        // Only while nothing fits is more looked at, so that the whole stays linear.
        while (best == null && lines.hasNext()) {
            best = best(sample(lines), shapes);
        }
        if (best == null) {
            throw Unknowns.of(paste);
        }
        var attempt = all ? best : attempt(best.shape(), paste.lines());
        return list(paste, attempt.shape().format(), attempt.harvest());
    }

    private static List<Line> sample(Iterator<Line> lines) {
        var sample = new ArrayList<Line>();
        while (sample.size() < Limits.SAMPLE_LINES && lines.hasNext()) {
            sample.add(lines.next());
        }
        return sample;
    }

    private record Attempt(Shape shape, Harvest harvest) {
        int size() {
            return harvest.software().size();
        }

        boolean fits() {
            return size() > 0 && (!shape.loose() || harvest.known() >= harvest.unreadTotal());
        }
    }

    private static @Nullable Attempt best(Iterable<Line> lines, List<Shape> shapes) {
        Attempt best = null;
        for (Shape shape : shapes) {
            var attempt = attempt(shape, lines);
            if (attempt.fits() && (best == null || attempt.size() > best.size())) {
                best = attempt;
            }
        }
        return best;
    }

    private static Attempt attempt(Shape shape, Iterable<Line> lines) {
        var harvest = new Harvest();
        shape.read(lines, harvest);
        return new Attempt(shape, harvest);
    }

    private static PackageList list(Paste paste, Format format, Harvest harvest) {
        var stated = paste.distribution() != null ? paste.distribution() : harvest.distribution();
        return new PackageList(
                format,
                stated != null ? stated : Distributions.of(format, harvest.software()),
                harvest.subject() != null ? harvest.subject() : paste.hostnameHint(),
                List.copyOf(harvest.software()),
                harvest.unread(),
                harvest.unreadTotal());
    }
}
