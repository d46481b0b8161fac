package muster.scanner.ssh;

import java.util.regex.Pattern;

/** A line of a device, fit to be shown and stored. */
final class Printable {
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]+");

    private Printable() {}

    /** Without what cannot be seen. */
    static String of(String line) {
        return UNSEEN.matcher(line).replaceAll(" ").strip();
    }
}
