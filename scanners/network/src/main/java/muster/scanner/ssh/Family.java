package muster.scanner.ssh;

import static muster.scanner.ssh.Command.*;

import java.util.List;
import java.util.regex.Pattern;

/** What a prompt looks like, and so what to ask first to learn the platform. */
@SuppressWarnings("ImmutableEnumChecker") // List.of
enum Family {
    /** {@code [admin@core] >} */
    ROUTEROS(
            "\\[[^\\[\\]]{1,80}@[^\\[\\]]{1,80}\\] (?:<SAFE> )?[^>]{0,40}>",
            Platform.MIKROTIK_ROUTEROS,
            List.of(),
            List.of(ROUTEROS_RESOURCE)),
    /** {@code <core>} */
    DISPLAY(
            "(?:HRP_[AMS])?[<\\[][^<>\\[\\]@]{1,80}[>\\]]",
            Platform.HUAWEI_VRP,
            List.of(UNPAGED_VRP, UNPAGED_COMWARE),
            List.of(DISPLAY_VERSION)),
    /** {@code root@core:~#}, {@code [noc@core ~]$}, {@code core$} */
    UNIX(
            "\\[[^\\]]{1,120}\\][$#%]|[^\\s@]{1,60}@[^:>]{1,80}:[^>]{0,200}[$#%]|[^ ]{0,120}\\$|bash[-.\\d]{0,8}[$#]",
            Platform.LINUX, List.of(), List.of(UNAME, OS_RELEASE)),
    /** {@code noc@core>} */
    OPERATIONAL(
            "[^\\s@]{1,60}@[^\\s@]{1,120}[>#%]",
            Platform.JUNIPER_JUNOS,
            List.of(UNPAGED_JUNOS, UNPAGED_PANOS),
            List.of(SHOW_VERSION, SHOW_SYSTEM_INFO)),
    /** {@code core #}, {@code core (global) $} */
    STATUS(
            ".{1,120} [#$]",
            Platform.FORTINET,
            List.of(),
            List.of(GET_SYSTEM_STATUS, SHOW_VERSION, SHOW_SYSTEM)),
    /** {@code core#}, and whatever else ends like a prompt. */
    SHOW(
            ".{0,160}",
            Platform.CISCO_IOS,
            List.of(UNPAGED_LENGTH),
            List.of(
                    SHOW_VERSION,
                    SHOW_SYSTEM,
                    SHOW_SYSINFO,
                    SHOW_SYSTEM_INFO,
                    GET_SYSTEM_STATUS,
                    DISPLAY_VERSION));

    private final Pattern shape;
    private final Platform otherwise;
    private final List<Command> pagerSwitches;
    private final List<Command> probes;

    Family(String shape, Platform otherwise, List<Command> pagerSwitches, List<Command> probes) {
        this.shape = Pattern.compile(shape);
        this.otherwise = otherwise;
        this.pagerSwitches = pagerSwitches;
        this.probes = probes;
    }

    /**
     * The first whose shape it has.
     *
     * @param prompt without the blanks around it
     */
    static Family of(String prompt) {
        for (var family : values()) {
            if (family.shape.matcher(prompt).matches()) {
                return family;
            }
        }
        return SHOW;
    }

    /** What it is where identification does not know better. */
    Platform otherwise() {
        return otherwise;
    }

    /** Asked before anything that is long; a device that knows none of them is paged through. */
    List<Command> pagerSwitches() {
        return pagerSwitches;
    }

    /** Asked in turn until one is understood. */
    List<Command> probes() {
        return probes;
    }
}
