package muster.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vulnerability that applies to an identity, with everything that says so.
 *
 * @param vulnerability the CVE where there is one, else the advisory's own id
 * @param aliases other names of the same flaw
 * @param evidence at least one, the tracker's own record of the vulnerability first
 */
public record Match(String vulnerability, List<String> aliases, List<Evidence> evidence) {
    public Match {
        aliases = List.copyOf(aliases);
        evidence = List.copyOf(evidence);
    }

    /** The version that ends it, or null when none is published. */
    public @Nullable String fixedVersion() {
        return evidence.stream()
                .map(Evidence::fixedVersion)
                .filter(version -> version != null)
                .findFirst()
                .orElse(null);
    }

    /**
     * One advisory's statement and the comparison that made it apply.
     *
     * @param advisory its id: CVE-2024-6119, DSA-5764-1, GHSA-…
     * @param feed the feed that it came from
     * @param range the range as published, for reading: "fixed in 3.0.15-1~deb12u1"
     * @param comparison "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (DSA-5764-1)"
     * @param fixedVersion null when no fixed version is known
     * @param note what the source adds, such as "unimportant" or "end-of-life"; null when nothing
     */
    public record Evidence(
            String advisory,
            String feed,
            String range,
            String comparison,
            @Nullable String fixedVersion,
            @Nullable String note) {}
}
