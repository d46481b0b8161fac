package muster.devices;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a device takes along where it goes; kept by a room to the right of this one. Whoever moves
 * belongings holds the rows of the devices.
 */
public interface Belongings {
    /** The device is gone. */
    void leave(UUID device, Instant now);

    /**
     * The device is back.
     *
     * @param left when they left with the device
     */
    void comeBack(UUID device, Instant left, Instant now);

    /** The one has become part of the other, which gets what only it had. */
    void join(UUID merged, UUID device, Instant now);

    /**
     * The one is its own again, as it was, and the other no longer has what came from it alone.
     *
     * @param gone sources that spoke of the one alone: what they said since is its own
     * @param joined when they joined
     */
    void part(UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now);

    /**
     * What these sources said is another device's.
     *
     * @param adopted when a stronger source took over; what was there just before is the other's
     */
    void split(
            UUID device,
            UUID other,
            Set<Provenance> sources,
            @Nullable Instant adopted,
            Instant now);
}
