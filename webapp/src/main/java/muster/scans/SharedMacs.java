package muster.scans;

import java.util.List;
import muster.wire.MacAddress;

/** MAC addresses that belong to no one device, so that none is known by them. */
final class SharedMacs {
    private static final int HEXADECIMAL = 16;
    private static final int GROUP_OR_LOCAL = 0b11;

    /**
     * Of routers that stand in for each other: VRRP, HSRP versions 1 and 2, GLBP.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9568#section-7.3">RFC 9568</a>
     */
    private static final List<String> STAND_INS =
            List.of("00:00:5e:00:0", "00:00:0c:07:ac:", "00:00:0c:9f:f", "00:07:b4:00:");

    private SharedMacs() {}

    /** Whether its maker gave it to one device. */
    static boolean isNone(MacAddress mac) {
        var text = mac.text();
        return (Integer.parseInt(text.substring(0, 2), HEXADECIMAL) & GROUP_OR_LOCAL) == 0
                && !text.equals("00:00:00:00:00:00")
                && STAND_INS.stream().noneMatch(text::startsWith);
    }
}
