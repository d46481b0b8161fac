package muster.identify;

import java.util.Optional;
import java.util.regex.Pattern;

/** How agents write hardware addresses as text. */
final class Macs {
    private static final Pattern PARTS =
            Pattern.compile("(?:[0-9A-Fa-f]{1,2}[:\\- ]){5}[0-9A-Fa-f]{1,2}");
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f]{12}");
    private static final int DIGITS = 12;

    private Macs() {}

    /** {@code aa:bb:cc:dd:ee:ff}, where the text is a hardware address. */
    static Optional<String> find(String text) {
        var digits = new StringBuilder();
        if (PLAIN.matcher(text).matches()) {
            digits.append(text);
        } else if (PARTS.matcher(text).matches()) {
            for (var part : text.split("[:\\- ]", -1)) {
                digits.append(part.length() == 1 ? "0" : "").append(part);
            }
        }
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        for (int at = DIGITS - 2; at > 0; at -= 2) {
            digits.insert(at, ':');
        }
        return Optional.of(digits.toString().toLowerCase(java.util.Locale.ROOT));
    }

    /** The last six arcs of a row's index, each a byte. */
    static Optional<String> find(Oid.Index index) {
        var mac = new StringBuilder();
        int from = index.size() - 6;
        for (int i = from; from >= 0 && i < index.size(); i++) {
            long octet = index.at(i);
            if (octet > 255) {
                return Optional.empty();
            }
            mac.append(mac.isEmpty() ? "" : ":").append("%02x".formatted(octet));
        }
        return mac.isEmpty() ? Optional.empty() : Optional.of(mac.toString());
    }
}
