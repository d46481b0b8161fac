package muster.identify;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An EUI-48 hardware address (IEEE 802). */
record MacAddress(long bits) {
    private static final int CHARACTERS_MAX = 40;
    private static final int DIGITS = 12;
    private static final int OCTETS = 6;
    private static final long GROUP = 1L << 40;
    private static final long LOCAL = 1L << 41;

    /** Between the groups of digits: colon, hyphen, dot or blank. */
    private static final Pattern BETWEEN = Pattern.compile("[:. -]");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,12}");

    /**
     * Reads any spelling: {@code 0:b:86:1:2:3}, {@code 00-0B-86-01-02-03}, {@code 000b.8601.0203},
     * {@code 000b86-010203}, {@code 0x000b86010203}, {@code "00 0B 86 01 02 03"}.
     */
    static Optional<MacAddress> find(String text) {
        var bare = text.length() > CHARACTERS_MAX ? "" : text.strip().toLowerCase(Locale.ROOT);
        var groups = BETWEEN.split(bare.startsWith("0x") ? bare.substring(2) : bare, -1);
        var digits = new StringBuilder();
        for (var group : groups) {
            boolean isOctet = groups.length == OCTETS && group.length() <= 2;
            boolean isWhole = groups.length <= 3 && group.length() == DIGITS / groups.length;
            if (!HEX.matcher(group).matches() || !(isOctet || isWhole)) {
                return Optional.empty();
            }
            digits.append(isOctet && group.length() == 1 ? "0" : "").append(group);
        }
        return Optional.of(new MacAddress(Long.parseLong(digits, 0, DIGITS, 16)));
    }

    /** Whether a maker was given it for one interface: no group, not made up, not nothing. */
    boolean isUniversal() {
        return bits != 0 && (bits & (GROUP | LOCAL)) == 0;
    }

    /** Its first so many digits. */
    long prefix(int digits) {
        return bits >>> (4 * (DIGITS - digits));
    }

    /** {@code 00:0b:86:01:02:03}. */
    @Override
    public String toString() {
        return "%012x".formatted(bits).replaceAll("(..)(?!$)", "$1:");
    }
}
