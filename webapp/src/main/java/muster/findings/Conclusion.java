package muster.findings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a vulnerability is on a device, before it is known whether that is news.
 *
 * @param software the installed title that stands for all that are affected
 * @param fixable whether each affected package has a version that ends it
 */
record Conclusion(
        String vulnerability,
        List<String> aliases,
        Installed software,
        @Nullable String fixedVersion,
        boolean fixable,
        Severity severity,
        Rating rating,
        List<Evidence> evidences) {
    private static final int EXPLOITED = 1_000;
    private static final int SEVERITY = 100;
    private static final int FIXABLE = 50;

    Conclusion {
        aliases = List.copyOf(aliases);
        evidences = List.copyOf(evidences);
    }

    /** The order in which to look: exploited, then severe, then fixable. */
    int urgency() {
        return urgency(rating.exploited(), severity, fixable);
    }

    static int urgency(boolean exploited, Severity severity, boolean fixable) {
        return urgency(exploited, severity) + (fixable ? FIXABLE : 0);
    }

    static int urgency(boolean exploited, Severity severity) {
        return (exploited ? EXPLOITED : 0) + severity.rank() * SEVERITY;
    }

    String ecosystem() {
        return evidences.getFirst().ecosystem();
    }

    String packageName() {
        return evidences.getFirst().packageName();
    }

    String installedVersion() {
        return String.valueOf(software.component().version());
    }

    /** Differs whenever anything that is shown differs. */
    UUID digest() {
        var all =
                String.join(
                        "\u0000",
                        String.join(" ", aliases),
                        software.version().toString(),
                        String.valueOf(fixedVersion),
                        severity.word(),
                        rating.exploited() + " " + rating.due(),
                        evidences.toString());
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
}
