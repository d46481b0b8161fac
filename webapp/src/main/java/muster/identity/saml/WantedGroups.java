package muster.identity.saml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import muster.tenancy.Role;

/** Which group somebody wants to be which role, as they wrote it. */
record WantedGroups(List<Line> groups) {
    WantedGroups {
        groups = List.copyOf(groups);
    }

    /** One of them. */
    record Line(String group, String role) {}

    /** Why it is none; the name of its sentence in the message files. */
    static final class Unfit extends Exception {
        private final String sentence;

        private Unfit(String what) {
            super(what, null, false, false);
            sentence = "identity.sso.groups." + what;
        }

        String sentence() {
            return sentence;
        }
    }

    /** As a form sends it: two columns, in which lines without a group say nothing. */
    static WantedGroups of(List<String> groups, List<String> roles) {
        var lines = new ArrayList<Line>();
        for (var i = 0; i < Math.min(groups.size(), roles.size()); i++) {
            if (!groups.get(i).isBlank()) {
                lines.add(new Line(groups.get(i), roles.get(i)));
            }
        }
        return new WantedGroups(lines);
    }

    /** The same, understood. */
    List<Groups.Mapping> mappings() throws Unfit {
        if (groups.size() > Groups.MAPPINGS_MAX) {
            throw new Unfit("many");
        }
        var mappings = new ArrayList<Groups.Mapping>();
        var names = new HashSet<String>();
        for (var line : groups) {
            var name = line.group().strip();
            if (name.isEmpty() || name.length() > Groups.NAME_LETTERS_MAX) {
                throw new Unfit("name");
            } else if (!names.add(name)) {
                throw new Unfit("twice");
            }
            var role = Role.of(line.role()).orElseThrow(() -> new Unfit("role"));
            mappings.add(new Groups.Mapping(name, role));
        }
        mappings.sort((one, other) -> one.group().compareTo(other.group()));
        return List.copyOf(mappings);
    }
}
