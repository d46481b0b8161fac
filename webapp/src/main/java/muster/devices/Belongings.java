package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a device takes along where it goes; kept by rooms to the right of this one. Whoever moves
 * belongings holds the rows of the devices, and has moved the collectors on them.
 */
public interface Belongings {
    /** The device is gone. */
    default void leave(UUID device, Instant now) {}

    /**
     * The device is back.
     *
     * @param left when they left with the device
     */
    default void comeBack(UUID device, Instant left, Instant now) {}

    /** The one has become part of the other, which gets what only it had. */
    default void join(UUID merged, UUID device, Instant now) {}

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

    /** Those of several rooms. */
    static Belongings of(Belongings... rooms) {
        return new Belongings() {
            @Override
            public void leave(UUID device, Instant now) {
                each(room -> room.leave(device, now));
            }

            @Override
            public void comeBack(UUID device, Instant left, Instant now) {
                each(room -> room.comeBack(device, left, now));
            }

            @Override
            public void join(UUID merged, UUID device, Instant now) {
                each(room -> room.join(merged, device, now));
            }

            @Override
            public void part(
                    UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now) {
                each(room -> room.part(merged, device, gone, joined, now));
            }

            @Override
            public void split(
                    UUID device,
                    UUID other,
                    Set<Provenance> sources,
                    @Nullable Instant adopted,
                    Instant now) {
                each(room -> room.split(device, other, sources, adopted, now));
            }

            private void each(Consumer<Belongings> move) {
                List.of(rooms).forEach(move);
            }
        };
    }
}
