package muster.packages;

import java.util.List;

/**
 * The lines around a list that carry nothing: blanks, pager leftovers, greetings, warnings of the
 * tools.
 */
final class Chatter {
    private static final List<String> STARTS =
            List.of(
                    "--More--",
                    "-- More --",
                    "(END)",
                    "lines ",
                    "...skipping",
                    "Listing...",
                    "Last login:",
                    "WARNING: apt does not have",
                    "WARNING: Ignoring",
                    "WARNING: opening",
                    "Reading package lists",
                    "Building dependency tree",
                    "Reading state information",
                    "Last metadata expiration check",
                    "Installed Packages",
                    "Loaded plugins:",
                    "Updating Subscription Management",
                    "```");

    private Chatter() {}

    static boolean is(String line) {
        if (line.isBlank() || OsRelease.isLine(line)) {
            return true;
        }
        // A pager prints a lone colon where it waits; ~ marks lines past the end.
        return switch (line.charAt(0)) {
            case ':', '~' -> line.length() == 1;
            case '-', '(', 'l', '.', 'L', 'W', 'R', 'B', 'I', 'U', '`' ->
                    STARTS.stream().anyMatch(line::startsWith);
            default -> false;
        };
    }
}
