package muster.wire;

import java.util.Locale;
import java.util.regex.Pattern;

/** A 48-bit hardware address, written {@code aa:bb:cc:dd:ee:ff}. */
public record MacAddress(String text) implements Comparable<MacAddress> {
    private static final Pattern SPELLING =
            Pattern.compile(
                    "[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\\1[0-9a-f]{2}){4}"
                            + "|[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2}|[0-9a-f]{12}");

    public MacAddress {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        if (!SPELLING.matcher(lower).matches()) {
            throw Report.Malformed.unreadable("\"" + Quoted.of(text) + "\" is not a MAC address");
        }
        text = lower.replaceAll("[:.-]", "").replaceAll("(..)(?!$)", "$1:");
    }

    public static MacAddress of(String text) {
        return new MacAddress(text);
    }

    @Override
    public int compareTo(MacAddress other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
