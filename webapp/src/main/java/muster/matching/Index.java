package muster.matching;

import java.util.List;
import java.util.Set;

/**
 * All advisories by ecosystem and package; immutable, so that whoever holds it may swap it for a
 * newer one at any time.
 */
public final class Index {
    private static final int SHOWN_CHARACTERS_MAX = 40;

    private final Columns columns;
    private final Coverage coverage;

    Index(Columns columns, Coverage coverage) {
        this.columns = columns;
        this.coverage = coverage;
    }

    /** Knows nothing, and says so of everything. */
    public static Index empty() {
        return new IndexBuilder().build(Set.of());
    }

    /** What applies to the software, or why that cannot be told. */
    public Verdict verdict(Identification identification) {
        return switch (identification) {
            case Identity identity -> verdict(identity);
            case CannotTell cannotTell -> cannotTell;
        };
    }

    private Verdict verdict(Identity identity) {
        var scheme = Scheme.of(identity.ecosystem());
        var title = Ecosystems.title(identity.ecosystem());
        if (!coverage.touches(identity.ecosystem())) {
            return new CannotTell("no feed for " + title);
        } else if (scheme.isEmpty()) {
            return new CannotTell("versions of " + title + " cannot be compared yet");
        } else if (!scheme.get().reads(identity.version())) {
            return new CannotTell(
                    "“%s” is not a version of %s".formatted(shortened(identity.version()), title));
        } else {
            return compared(identity, new Search(columns, identity, scheme.get()), title);
        }
    }

    private Verdict compared(Identity identity, Search search, String title) {
        var matches = search.matches();
        if (!matches.isEmpty()) {
            return new Verdict.Affected(matches, search.untold());
        } else if (search.untold() > 0) {
            return new CannotTell(
                    "%d advisories name versions that cannot be compared"
                            .formatted(search.untold()));
        } else if (coverage.covers(identity.ecosystem())) {
            return new Verdict.Clean(search.compared());
        } else {
            return new CannotTell("only an excerpt of the advisories for " + title + " is loaded");
        }
    }

    /** Whether a full feed of this ecosystem is loaded, so that silence means clean. */
    public boolean covers(String ecosystem) {
        return coverage.covers(ecosystem);
    }

    /** The ecosystems with a full feed, sorted. */
    public List<String> covered() {
        return coverage.covered();
    }

    /** Rows of (advisory, package, span). */
    public int size() {
        return columns.size();
    }

    /** Distinct advisories. */
    public int advisories() {
        return columns.advisories();
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS_MAX
                ? text
                : text.substring(0, SHOWN_CHARACTERS_MAX) + "…";
    }
}
