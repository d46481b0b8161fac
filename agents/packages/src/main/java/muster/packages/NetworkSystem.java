package muster.packages;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What shows that a paste is of a router, switch or firewall, which is no package list. */
final class NetworkSystem {
    /** The command typed at such a device: {@code sw1#show version}. */
    private static final Pattern PROMPT =
            Pattern.compile("[\\w.@()/-]{1,80}[#>] ?(?:sh(?:ow)? (?:ver|sys)|get system status).*");

    /** How a line of what they print about themselves begins, in lower case. */
    private static final List<String> STARTS =
            List.of(
                    "cisco ios",
                    "cisco internetwork operating system",
                    "cisco nexus operating system",
                    "cisco adaptive security appliance",
                    "arista ",
                    "junos: ",
                    "junos software release",
                    "huawei versatile routing platform",
                    "arubaos",
                    "routeros",
                    "extremexos",
                    "version: fortigate",
                    "sw-version: ");

    private NetworkSystem() {}

    static boolean isShownBy(String line) {
        String start = Text.cut(line, Limits.FIELD_CHARACTERS_MAX).toLowerCase(Locale.ROOT);
        return STARTS.stream().anyMatch(start::startsWith) || PROMPT.matcher(start).matches();
    }
}
