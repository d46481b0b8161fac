package muster.devices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One look at a device: who looked, from where, and when.
 *
 * @param collector who signed what it tells; null for what came another way
 * @param site to which the hostname belongs
 * @param bound the device on which the collector is known to be, where it is
 * @param place of the batch that tells it, where it came in one
 * @param at when it was seen, by the collector's clock and never after it came
 * @param received when it came, by the hub's clock
 */
public record Look(
        Provenance provenance,
        @Nullable UUID collector,
        UUID site,
        @Nullable UUID bound,
        @Nullable Place place,
        Instant at,
        Instant received) {
    /** Where a batch stands in what its collector sends. */
    public record Place(UUID epoch, long sequence) {}

    /** Somebody tells what is so now. */
    public static Look now(Provenance provenance, UUID site, Instant now) {
        return new Look(provenance, null, site, null, null, now, now);
    }

    /** The same, not before what is known: what comes later in an epoch is later. */
    Look notBefore(@Nullable Instant known) {
        return known == null || !at.isBefore(known)
                ? this
                : new Look(provenance, collector, site, bound, place, known, received);
    }

    /**
     * Whether this was seen before what is already known. Within an epoch the order says so, since
     * clocks are set forth and back; else the clocks must do.
     */
    boolean isBefore(@Nullable Instant knownAt, @Nullable Place known) {
        if (place == null || knownAt == null) {
            return false;
        } else if (known != null && known.epoch().equals(place.epoch())) {
            return place.sequence() < known.sequence();
        } else {
            return at.isBefore(knownAt);
        }
    }
}
