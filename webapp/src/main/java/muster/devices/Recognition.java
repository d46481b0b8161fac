package muster.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import muster.devices.Identifier.Kind;

/**
 * Which known device a sighting is of: the one with its strongest identifier, unless something else
 * speaks against it. Pure.
 *
 * @param device empty for a device that was never seen
 * @param clashes identifiers that the sighting shares with a device that it is not
 */
record Recognition(Optional<UUID> device, List<Clash> clashes) {
    /** A device and all it was ever known by. */
    record Known(UUID device, Set<Identifier> identifiers) {}

    /** Two devices with one identifier: a clone, or two machines of one name. */
    record Clash(Identifier shared, UUID other) {}

    static Recognition of(List<Identifier> seen, List<Known> known) {
        var clashes = new ArrayList<Clash>();
        for (var identifier : seen.stream().sorted().toList()) {
            for (var candidate : holding(identifier, known)) {
                if (!speaksAgainst(identifier, seen, candidate)) {
                    return new Recognition(Optional.of(candidate.device()), List.of());
                }
                clashes.add(new Clash(identifier, candidate.device()));
            }
        }
        return new Recognition(Optional.empty(), List.copyOf(clashes));
    }

    private static List<Known> holding(Identifier identifier, List<Known> known) {
        return known.stream().filter(one -> one.identifiers().contains(identifier)).toList();
    }

    private static boolean speaksAgainst(
            Identifier shared, List<Identifier> seen, Known candidate) {
        return switch (shared.kind()) {
            // A restored or copied machine keeps uuid and serial, but gets another name and cards.
            case HARDWARE_UUID -> isClone(seen, candidate);
            // Makers share serials, and configurations are copied; two uuids are two machines.
            case SERIAL -> differ(Kind.HARDWARE_UUID, seen, candidate) || isClone(seen, candidate);
            case SNMP_ENGINE, CHASSIS, MDM_UDID, ANDROID_ID ->
                    differ(Kind.HARDWARE_UUID, seen, candidate)
                            || differ(Kind.SERIAL, seen, candidate)
                            || isClone(seen, candidate);
            // A dock or a replaced card travels from machine to machine.
            case MAC, HOSTNAME ->
                    differ(Kind.HARDWARE_UUID, seen, candidate)
                            || differ(Kind.SERIAL, seen, candidate);
        };
    }

    private static boolean isClone(List<Identifier> seen, Known candidate) {
        return differ(Kind.HOSTNAME, seen, candidate) && differ(Kind.MAC, seen, candidate);
    }

    /** Both sides say something of this kind, and nothing in common. Silence is no difference. */
    private static boolean differ(Kind kind, List<Identifier> seen, Known candidate) {
        Predicate<Identifier> ofKind = identifier -> identifier.kind() == kind;
        var one = seen.stream().filter(ofKind).collect(Collectors.toSet());
        var other = candidate.identifiers().stream().filter(ofKind).toList();
        return !one.isEmpty() && !other.isEmpty() && other.stream().noneMatch(one::contains);
    }
}
