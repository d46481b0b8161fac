package muster.identify;

import java.util.regex.Pattern;
import muster.identify.Identity.Software;

/** The software that HOST-RESOURCES-MIB (RFC 2790) lists. */
final class HrSoftware {
    private static final String RULE = "HOST-RESOURCES-MIB";
    private static final Oid NAME = Oid.of("1.3.6.1.2.1.25.6.3.1.2");

    /** Net-SNMP joins what a package database says: {@code name_1.2-3_amd64}. */
    private static final Pattern DPKG =
            Pattern.compile("([a-z0-9][a-z0-9+.-]*)_([0-9][^_\\s]*)_[a-z0-9]+");

    /** {@code name-1.2-3.el9}, with or without an architecture. */
    private static final Pattern RPM = Pattern.compile("(\\S+)-([0-9][^-\\s]*-[0-9][^-\\s]*)");

    private HrSoftware() {}

    static void read(Recording recording, Draft draft) {
        for (var variable : recording.below(NAME)) {
            var text = variable.text();
            if (!text.isEmpty()) {
                draft.add(software(text), variable.why(RULE));
            }
        }
    }

    private static Software software(String text) {
        var dpkg = DPKG.matcher(text);
        var rpm = RPM.matcher(text);
        if (dpkg.matches()) {
            return new Software(null, dpkg.group(1), dpkg.group(2));
        } else if (rpm.matches()) {
            return new Software(null, rpm.group(1), rpm.group(2));
        } else {
            return new Software(null, text, null);
        }
    }
}
