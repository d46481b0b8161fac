package muster.identify;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the words mean that devices have for an interface that is up or down. */
final class States {
    private static final Set<String> UP =
            words(
                    """
                    up, connected, connect, enabled, enable, ena, yes, true, on, linkup, link-up,
                    link up, active, running, ok, unblocked, 1, u, no shutdown
                    """);

    private static final Set<String> DOWN =
            words(
                    """
                    down, notconnect, notconnec, notconnected, not connected, disconnected, detached,
                    disabled, disable, dis, no, false, off, linkdown, link-down, link down, inactive,
                    err-disabled, errdisabled, sfpabsent, xcvrabsen, xcvrabsent, sfpinvali,
                    noopermem, linkflape, suspnd, suspended, administratively down, admin down,
                    admin-down, adm down, adm, notpresent, not present, not-present, lowerlayerdown,
                    deleted, shutdown, shut, blocked, 0, d, a, stby, faulty, ready, init
                    """);

    private States() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split(",\\s+", -1));
    }

    /** Up or down, null where a word says neither. */
    static @Nullable Boolean up(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var word = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^[*!^~#]+", "");
        int bracket = word.indexOf('(');
        if (bracket > 0) {
            word = word.substring(0, bracket).strip();
        }
        if (UP.contains(word)) {
            return true;
        }
        return DOWN.contains(word) ? false : null;
    }

    /**
     * Whether its operator switched it on.
     *
     * @param admin what the device prints of just that
     * @param state what it prints where one word must do for all
     */
    static @Nullable Boolean admin(@Nullable String admin, @Nullable String state) {
        if (admin != null) {
            return isSwitchedOff(admin) ? Boolean.FALSE : up(admin);
        } else if (state == null) {
            return null;
        } else if (isSwitchedOff(state)) {
            return false;
        }
        // What is up was switched on; what is down may have lost its cable.
        return Boolean.TRUE.equals(up(state)) ? true : null;
    }

    private static boolean isSwitchedOff(String text) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        return word.startsWith("adm")
                || word.startsWith("*")
                || word.startsWith("disable")
                || word.startsWith("shut")
                || word.equals("dis");
    }
}
