package muster.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One address of a scan, and what came of asking it.
 *
 * @param why in a sentence: how it answered, or why it did not
 */
public record Target(
        IpAddress address, Result result, @Nullable String why, List<Evidence> evidence)
        implements Sighting {
    /** What came of asking. */
    public enum Result {
        ANSWERED,
        WRONG_CREDENTIAL,
        TIME_OUT,
        UNSUPPORTED,
        ERROR;

        /** As the wire says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Target {
        why = Text.optional("why", why);
        evidence = List.copyOf(evidence);
        if (evidence.size() > Limits.EVIDENCE_MAX) {
            throw Report.Malformed.tooLarge(
                    "evidence: %d, at most %d".formatted(evidence.size(), Limits.EVIDENCE_MAX));
        }
        var bytes = bytes(evidence);
        if (bytes > Limits.EVIDENCE_BYTES_MAX) {
            throw Report.Malformed.tooLarge(
                    "evidence: %,d bytes of text, at most %,d"
                            .formatted(bytes, Limits.EVIDENCE_BYTES_MAX));
        }
    }

    /** How much text this is, in UTF-8. */
    public static long bytes(List<Evidence> evidence) {
        return evidence.stream()
                .mapToLong(one -> one.text().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
