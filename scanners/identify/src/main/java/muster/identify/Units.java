package muster.identify;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What printed numbers mean: speeds and hardware addresses. */
final class Units {
    private static final Pattern SPEED =
            Pattern.compile(
                    "(\\d{1,15}(?:\\.\\d{1,6})?)[ -]?([kmgt]?)(?:(i?b.*)|fdx?|hdx?|full|half|e|f|h)?(?:[/(\\s-].*)?");

    /** A number without a unit: devices print Mb/s below this, b/s above. */
    private static final long BARE_BPS_MIN = 10_000_000;

    /** Of a hardware address, in two for each of its six parts. */
    private static final int DIGITS = 12;

    private static final int PARTS = 6;

    private static final Pattern MAC =
            Pattern.compile(
                    "[0-9a-f]{12}|[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}|[0-9a-f]{4}(?:[.:-][0-9a-f]{4}){2}"
                            + "|[0-9a-f]{6}[:.-][0-9a-f]{6}");

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
        var parts = word.split("[.:-]", -1);
        int width = DIGITS / parts.length;
        for (var part : parts) {
            digits.append("0".repeat(width - part.length())).append(part);
        }
        return String.join(":", digits.toString().split("(?<=\\G..)", PARTS));
    }
}
