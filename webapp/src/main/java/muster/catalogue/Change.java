package muster.catalogue;

import java.util.HashSet;
import java.util.Set;

/**
 * What an import changed, for those who matched with the index before.
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

    public static Change none() {
        return new Change(Set.of(), Set.of(), Set.of());
    }

    public boolean isEmpty() {
        return packages.isEmpty() && families.isEmpty() && exploited.isEmpty();
    }

    static Change of(Set<Named> packages) {
        return new Change(packages, Set.of(), Set.of());
    }

    Change and(Change other) {
        return new Change(
                union(packages, other.packages),
                union(families, other.families),
                union(exploited, other.exploited));
    }

    private static <T> Set<T> union(Set<T> a, Set<T> b) {
        var all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
