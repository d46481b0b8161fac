package muster.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a chain: whoever keeps it elsewhere notices when entries up to it were changed or cut
 * off. Reads "12:3fa9…".
 */
public record Head(long sequence, String hash) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /** The head that was typed or pasted, if it is one. */
    public static Optional<Head> of(String typed) {
        var parts = SHAPE.matcher(typed.strip());
        return parts.matches()
                ? Optional.of(new Head(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return sequence + ":" + hash;
    }
}
