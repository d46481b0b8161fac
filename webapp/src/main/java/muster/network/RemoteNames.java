package muster.network;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a neighbour may be known by here that is called so there: LLDP and CDP give a name with or
 * without its domain, some with the serial behind it, and some nothing but a MAC address.
 */
final class RemoteNames {
    private static final Pattern WITH_SERIAL = Pattern.compile("([^()]{1,255})\\(([^()]{1,64})\\)");
    private static final Pattern MAC =
            Pattern.compile("(?:[0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\\.){2}[0-9a-f]{4}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:]*:[0-9a-f:.]*");

    private RemoteNames() {}

    /** In lower case, the surest first. */
    static Set<String> spellings(String name) {
        var spellings = new LinkedHashSet<String>();
        var lower = name.strip().toLowerCase(Locale.ROOT);
        var withSerial = WITH_SERIAL.matcher(lower);
        if (MAC.matcher(lower).matches()) {
            spellings.add(lower.replaceAll("[:.-]", "").replaceAll("(..)(?!$)", "$1:"));
        } else if (withSerial.matches()) {
            spellings.add(withSerial.group(2).strip());
            addName(withSerial.group(1).strip(), spellings);
        } else {
            addName(lower, spellings);
        }
        return spellings;
    }

    private static void addName(String name, Set<String> spellings) {
        spellings.add(name);
        int dot = name.indexOf('.');
        if (dot > 0 && !ADDRESS.matcher(name).matches()) {
            spellings.add(name.substring(0, dot));
        }
    }
}
