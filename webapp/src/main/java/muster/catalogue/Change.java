package muster.catalogue;

import java.util.Set;

/**
 * What imports changed, for those who matched with the index before.
 *
 * @param packages whose advisories are other ones now
 * @param families ecosystems ("Debian", "npm") that became complete or stopped being so: every
 *     verdict in them may differ
 * @param exploited vulnerabilities that became known as exploited, or no longer are
 */
public record Change(Set<Named> packages, Set<String> families, Set<String> exploited) {
    public Change {
        packages = Set.copyOf(packages);
        families = Set.copyOf(families);
        exploited = Set.copyOf(exploited);
    }

    /** A package as advisories name it: ("Debian:12", "openssl"). */
    public record Named(String ecosystem, String name) {}

    public boolean isEmpty() {
        return packages.isEmpty() && families.isEmpty() && exploited.isEmpty();
    }
}
