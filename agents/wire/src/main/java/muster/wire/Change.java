package muster.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * What changed in the software of one device since a list that the hub has.
 *
 * @param base SHA-256 in hexadecimal of the list that this changes, see {@link
 *     Inventory#softwareDigest}
 * @param result the same of the list after it
 * @param added what is there now and was not, or was otherwise
 * @param removed what was there, word for word as it was reported
 */
public record Change(
        DeviceFacts device,
        String base,
        String result,
        List<SoftwareFact> added,
        List<SoftwareFact> removed)
        implements Sighting {
    public Change {
        Objects.requireNonNull(device);
        base = Text.digest("base", base);
        result = Text.digest("digest", result);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        if (added.size() > Limits.PRODUCTS_MAX || removed.size() > Limits.PRODUCTS_MAX) {
            throw Report.Malformed.tooLarge(
                    "products: %,d added, %,d removed, at most %,d of each"
                            .formatted(added.size(), removed.size(), Limits.PRODUCTS_MAX));
        }
    }

    /** What turns one list into the other; the order within them does not matter. */
    public static Change between(Inventory before, Inventory after) {
        var was = new HashSet<>(before.software());
        var is = new HashSet<>(after.software());
        return new Change(
                after.device(),
                before.softwareDigestText(),
                after.softwareDigestText(),
                after.software().stream().filter(fact -> !was.contains(fact)).distinct().toList(),
                before.software().stream().filter(fact -> !is.contains(fact)).distinct().toList());
    }
}
