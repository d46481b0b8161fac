package muster.identify;

import java.util.Set;

/** What the system group (SNMPv2-MIB, RFC 3418) says of any device. */
final class SystemGroup {
    private static final String RULE = "SNMPv2-MIB";
    private static final String REGISTRY_RULE = "IANA enterprise numbers";
    private static final Oid ENTERPRISES = Oid.of("1.3.6.1.4.1");

    /** Net-SNMP and its forebear name the agent, not the device that it runs on. */
    private static final Set<Long> AGENTS = Set.of(8072L, 2021L);

    private SystemGroup() {}

    /** Its name, and who made it where no rule knows. */
    static void read(Recording recording, Draft draft) {
        recording
                .find(SnmpNames.SYS_NAME)
                .filter(name -> !Placeholders.has(name.text()))
                .ifPresent(name -> draft.say(Field.HOSTNAME, name.text(), name.why(RULE)));
        recording
                .find(SnmpNames.SYS_OBJECT_ID)
                .ifPresent(said ->
                        Oid.find(said.text())
                                .filter(oid -> oid.isAtOrBelow(ENTERPRISES))
                                .map(oid -> oid.behind(ENTERPRISES).at(0))
                                .filter(number -> !AGENTS.contains(number))
                                .flatMap(Registry::enterprise)
                                .ifPresent(name ->
                                        draft.say(Field.VENDOR, name, said.why(REGISTRY_RULE))));
    }
}
