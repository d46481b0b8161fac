package muster.identify;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What printed words and numbers mean: speeds, states, hardware addresses. */
final class Units {
    private static final Pattern SPEED =
            Pattern.compile(
                    "(\\d{1,15}(?:\\.\\d{1,6})?)[ -]?([kmgt]?)(?:(i?b.*)|fdx?|hdx?|full|half|e|f|h)?(?:[/(\\s-].*)?");

    /** A number without a unit: devices print Mb/s below this, b/s above. */
    private static final long BARE_BPS_MIN = 10_000_000;

    private static final Pattern MAC =
            Pattern.compile(
                    "[0-9a-f]{12}|[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}|[0-9a-f]{1,4}(?:[.:-][0-9a-f]{1,4}){2}"
                            + "|[0-9a-f]{6}[:.-][0-9a-f]{6}");
    private static final Set<String> UP =
            Set.of(
                    "up",
                    "connected",
                    "enabled",
                    "enable",
                    "yes",
                    "true",
                    "on",
                    "linkup",
                    "link-up",
                    "link up",
                    "active",
                    "running",
                    "present",
                    "ok",
                    "forwarding",
                    "unblocked",
                    "1",
                    "ena",
                    "connect",
                    "oper up",
                    "is up",
                    "e",
                    "a",
                    "u",
                    "up(s)",
                    "no shutdown",
                    "lower_up",
                    "x",
                    "r");
    private static final Set<String> DOWN =
            Set.of(
                    "down",
                    "notconnect",
                    "notconnec",
                    "disabled",
                    "disable",
                    "no",
                    "false",
                    "off",
                    "linkdown",
                    "link-down",
                    "link down",
                    "inactive",
                    "not connected",
                    "err-disabled",
                    "errdisabled",
                    "sfpabsent",
                    "xcvrabsen",
                    "xcvrabsent",
                    "noopermem",
                    "linkflape",
                    "suspnd",
                    "suspended",
                    "administratively down",
                    "admin down",
                    "admin-down",
                    "adm",
                    "dis",
                    "notpresent",
                    "not present",
                    "lowerlayerdown",
                    "deleted",
                    "shutdown",
                    "blocked",
                    "0",
                    "d",
                    "adm down",
                    "stby",
                    "detached",
                    "faulty",
                    "none",
                    "ready",
                    "disconnected",
                    "notconnected",
                    "ntp",
                    "sfpinvali",
                    "init",
                    "not-present");

    private Units() {}

    /** Bits per second: of {@code 10 Gbit}, {@code 1000Mb/s}, {@code 1000000 Kbit}, {@code 100}. */
    static @Nullable Long speed(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var word =
                text.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^a(?:uto)?[- (]*(?=\\d)", "")
                        .replace("bw ", "")
                        .replace(",", "");
        var match = SPEED.matcher(word);
        if (!match.matches()) {
            return null;
        }
        var number = new BigDecimal(match.group(1));
        boolean bare = match.group(2).isEmpty() && match.group(3) == null;
        var scale =
                switch (match.group(2)) {
                    case "k" -> 1_000L;
                    case "m" -> 1_000_000L;
                    case "g" -> 1_000_000_000L;
                    case "t" -> 1_000_000_000_000L;
                    default -> bare && number.longValue() < BARE_BPS_MIN ? 1_000_000L : 1L;
                };
        long bps = number.multiply(BigDecimal.valueOf(scale)).longValue();
        return bps > 0 ? bps : null;
    }

    /** Up or down, null where it is neither. */
    static @Nullable Boolean up(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var word = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^[*!^~]+", "");
        int bracket = word.indexOf('(');
        if (bracket > 0) {
            word = word.substring(0, bracket).strip();
        }
        if (UP.contains(word)) {
            return true;
        }
        return DOWN.contains(word) ? false : null;
    }

    /** Whether a word tells of an interface's only state that its operator switched it off. */
    static boolean isSwitchedOff(String text) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        return word.startsWith("adm")
                || word.startsWith("*")
                || word.startsWith("disable")
                || word.startsWith("shut")
                || word.equals("dis");
    }

    /** {@code aa:bb:cc:dd:ee:ff}, null where the text is no such address. */
    static @Nullable String mac(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var word = text.strip().toLowerCase(Locale.ROOT);
        if (!MAC.matcher(word).matches()) {
            return null;
        }
        var digits = new StringBuilder();
        var parts = word.split("[.:-]");
        int width = parts.length == 1 ? 12 : 12 / parts.length;
        for (var part : parts) {
            digits.append("0".repeat(width - part.length())).append(part);
        }
        return String.join(":", digits.toString().split("(?<=\\G..)"));
    }
}
