package muster.catalogue;

import java.time.Instant;
import java.util.List;
import muster.matching.Advisory;
import org.jspecify.annotations.Nullable;

/**
 * One advisory as its publisher wrote it, as far as Muster keeps it.
 *
 * @param severity a CVSS vector, or null
 * @see <a href="https://ossf.github.io/osv-schema/">the OSV format</a>
 */
public record OsvRecord(
        String id,
        Instant modified,
        @Nullable Instant published,
        @Nullable Instant withdrawn,
        String summary,
        @Nullable String severity,
        List<String> aliases,
        Advisory.Subject subject,
        List<Advisory.Affected> affected) {

    public OsvRecord {
        aliases = List.copyOf(aliases);
        affected = List.copyOf(affected);
    }

    public Advisory advisory(String feed) {
        return new Advisory(
                id, feed, subject.vulnerabilities(), subject.collective(), aliases, affected);
    }
}
