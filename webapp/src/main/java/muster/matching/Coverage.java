package muster.matching;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which ecosystems the index may call clean: those of a full feed. The rest is untold, because
 * records mention other ecosystems in passing and an excerpt names only some.
 */
record Coverage(Set<String> fullFamilies, Set<String> mentioned) {
    Coverage {
        fullFamilies = Set.copyOf(fullFamilies);
        mentioned = Set.copyOf(mentioned);
    }

    boolean covers(String ecosystem) {
        return touches(ecosystem) && fullFamilies.contains(Ecosystems.family(ecosystem));
    }

    boolean touches(String ecosystem) {
        return mentioned.contains(ecosystem);
    }

    List<String> covered() {
        return new TreeSet<>(mentioned).stream().filter(this::covers).toList();
    }
}
