package muster.devices;

import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What else a device is known by that is asked over the network.
 *
 * @param snmpEngine of its SNMP agent, in hexadecimal
 * @param chassis as it calls itself to its neighbours
 * @param answersAt whether this device answered at this address as well, a moment ago: one that has
 *     several does not move from one to the other
 */
public record Marks(
        @Nullable String snmpEngine,
        @Nullable String chassis,
        BiPredicate<UUID, String> answersAt) {
    /** Nothing else. */
    static final Marks NONE = new Marks(null, null, (_, _) -> false);
}
