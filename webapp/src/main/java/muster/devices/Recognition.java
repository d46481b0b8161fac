package muster.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import muster.devices.Identifier.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which known device a sighting is of: the one with its strongest identifier, unless something else
 * speaks against it. Pure.
 *
 * @param device empty for a device that was never seen
 * @param clashes identifiers that the sighting shares with a device that it is not; where it is
 *     one, with devices that it could be as well
 * @param forked the device that whoever tells this is on, where its hardware is another
 */
record Recognition(Optional<UUID> device, List<Clash> clashes, Optional<UUID> forked) {
    /** Whoever tells it is on no other device. */
    Recognition(Optional<UUID> device, List<Clash> clashes) {
        this(device, clashes, Optional.empty());
    }

    /**
     * A device and all it was ever known by.
     *
     * @param other where it was split: the device that the source of the sighting speaks of
     * @param spokenFor whether an agent on it lives that is not who tells the sighting, nor was
     *     replaced by that
     */
    record Known(
            UUID device, Set<Identifier> identifiers, @Nullable UUID other, boolean spokenFor) {
        Known(UUID device, Set<Identifier> identifiers) {
            this(device, identifiers, null, false);
        }

        /** Whether it is known by its firmware. */
        boolean hasHardware() {
            return identifiers.stream()
                    .anyMatch(one -> one.kind() == Kind.SERIAL || one.kind() == Kind.HARDWARE_UUID);
        }

        /** The same as if no agent lived there. */
        Known open() {
            return new Known(device, identifiers, other, false);
        }

        /** Whether nothing but their name says that the sighting is of this device. */
        boolean isKnownByNameAlone(List<Identifier> seen) {
            return seen.stream()
                    .filter(identifiers::contains)
                    .allMatch(identifier -> identifier.kind() == Kind.HOSTNAME);
        }
    }

    /** Two devices with one identifier: a clone, or two machines of one name. */
    record Clash(Identifier shared, UUID other) {}

    /**
     * The same where the collector's device is known: it stays on it through new names and cards,
     * but not on other hardware; and it does not speak for a device that has an agent of its own.
     */
    static Recognition of(List<Identifier> seen, List<Known> known, Optional<Known> bound) {
        if (bound.isEmpty()) {
            return of(seen, known);
        } else if (!isOtherHardware(seen, bound.get())) {
            return new Recognition(bound.map(Known::device), List.of());
        } else {
            var its = bound.get().device();
            var others = known.stream().filter(one -> !one.device().equals(its)).toList();
            var free = others.stream().filter(one -> !one.spokenFor()).toList();
            var recognition = of(seen, free);
            var clashes = new ArrayList<>(recognition.clashes());
            clashes.addAll(shared(seen, others));
            return new Recognition(recognition.device(), clashes, Optional.of(its));
        }
    }

    /** What the sighting shares with devices that have an agent of their own. */
    private static List<Clash> shared(List<Identifier> seen, List<Known> known) {
        return known.stream()
                .filter(Known::spokenFor)
                .flatMap(one ->
                        seen.stream()
                                .sorted()
                                .filter(one.identifiers()::contains)
                                .limit(1)
                                .map(shared -> new Clash(shared, one.device())))
                .toList();
    }

    static Recognition of(List<Identifier> seen, List<Known> known) {
        var clashes = new ArrayList<Clash>();
        for (var identifier : seen.stream().sorted().toList()) {
            for (var candidate : holding(identifier, known)) {
                if (!speaksAgainst(identifier, seen, candidate)) {
                    return new Recognition(
                            Optional.of(candidate.device()), twins(candidate, seen, known));
                }
                clashes.add(new Clash(identifier, candidate.device()));
            }
        }
        return new Recognition(Optional.empty(), List.copyOf(clashes));
    }

    /** Other devices that the sighting might be of as well: nothing speaks against it. */
    private static List<Clash> twins(Known device, List<Identifier> seen, List<Known> known) {
        return known.stream()
                .filter(one -> !one.device().equals(device.device()))
                .flatMap(one ->
                        seen.stream()
                                .sorted()
                                .filter(one.identifiers()::contains)
                                .limit(1)
                                .filter(shared -> !speaksAgainst(shared, seen, one))
                                .map(shared -> new Clash(shared, one.device())))
                .toList();
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
            // A dock or a replaced card travels from machine to machine, and anybody takes a name.
            case MAC, HOSTNAME ->
                    candidate.spokenFor()
                            || differ(Kind.HARDWARE_UUID, seen, candidate)
                            || differ(Kind.SERIAL, seen, candidate)
                            || differ(Kind.CHASSIS, seen, candidate);
        };
    }

    private static boolean isOtherHardware(List<Identifier> seen, Known bound) {
        return differ(Kind.HARDWARE_UUID, seen, bound) || differ(Kind.SERIAL, seen, bound);
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
