package muster.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the system group (SNMPv2-MIB, RFC 3418) says of any device. */
public final class SystemGroup {
    private static final String RULE = "SNMPv2-MIB";
    private static final String REGISTRY_RULE = "IANA enterprise numbers";
    private static final Oid ENTERPRISES = Oid.of("1.3.6.1.4.1");

    /** Net-SNMP and its forebear name the agent, not the device that it runs on. */
    private static final Set<Long> AGENTS = Set.of(8072L, 2021L);

    private SystemGroup() {}

    /** Its name. */
    static void readName(Recording recording, Draft draft) {
        recording
                .find(SnmpNames.SYS_NAME)
                .filter(name -> !Placeholders.has(name.text()))
                .ifPresent(name -> draft.say(Field.HOSTNAME, name.text(), name.why(RULE)));
    }

    /**
     * Below whose arc a device's own variables are.
     *
     * @param oid the arc, or more than it
     * @param by the variable that tells
     */
    record Maker(Oid oid, Variable by) {
        /** {@code 1.3.6.1.4.1.number}. */
        Oid arc() {
            return oid.up(oid.length() - ENTERPRISES.length() - 1);
        }

        /** What the registry calls it. */
        void readName(Draft draft) {
            Registry.enterprise(arc().last())
                    .ifPresent(name -> draft.say(Field.VENDOR, name, by.why(REGISTRY_RULE)));
        }
    }

    /**
     * Whom the device says that it is of; where that is just its agent's maker, the only other one
     * whose variables it has.
     */
    static Optional<Maker> maker(Recording recording) {
        var said =
                recording
                        .find(SnmpNames.SYS_OBJECT_ID)
                        .flatMap(one -> Oid.find(one.text()).map(oid -> new Maker(oid, one)));
        return said.filter(one -> isOfEnterprise(one.oid()) && !isAgent(one.oid()))
                .or(() -> other(recording));
    }

    /**
     * Below whose arcs a device's variables may be: its maker's, and the only other one's it has.
     */
    static List<Maker> makers(Recording recording) {
        return Stream.of(maker(recording), other(recording))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static boolean isOfEnterprise(Oid oid) {
        return oid.isAtOrBelow(ENTERPRISES) && oid.length() > ENTERPRISES.length();
    }

    private static boolean isAgent(Oid oid) {
        return isOfEnterprise(oid) && isAgents(oid.arc(ENTERPRISES.length()));
    }

    /** Whether this enterprise makes agents, so that its number tells nothing of the device. */
    public static boolean isAgents(long enterprise) {
        return AGENTS.contains(enterprise);
    }

    private static Optional<Maker> other(Recording recording) {
        var said =
                recording
                        .find(SnmpNames.SYS_OBJECT_ID)
                        .flatMap(one -> Oid.find(one.text()))
                        .filter(SystemGroup::isOfEnterprise);
        var others = new ArrayList<Maker>();
        var next = recording.from(ENTERPRISES);
        while (next.filter(one -> isOfEnterprise(one.oid())).isPresent() && others.size() < 2) {
            var maker = new Maker(next.get().oid(), next.get());
            if (!isAgent(maker.oid())
                    && said.filter(oid -> oid.isAtOrBelow(maker.arc())).isEmpty()) {
                others.add(maker);
            }
            next = recording.from(behind(maker.arc()));
        }
        return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
    }

    private static Oid behind(Oid arc) {
        return ENTERPRISES.plus(arc.last() + 1);
    }
}
