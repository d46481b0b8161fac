package muster.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One look into the index for one identity: its rows compared, and gathered by vulnerability. */
final class Search {
    private final Columns columns;
    private final Identity identity;
    private final Columns.Rows rows;
    private final TreeMap<String, Hits> hits = new TreeMap<>();
    private int untold;

    Search(Columns columns, Identity identity, Scheme scheme) {
        this.columns = columns;
        this.identity = identity;
        this.rows = columns.rowsOf(identity.ecosystem(), identity.name());
        var collective = new ArrayList<Integer>();
        for (var row = rows.from(); row < rows.to(); row++) {
            switch (columns.spanAt(row).contains(identity.version(), scheme)) {
                case YES -> {
                    if (columns.advisoryAt(row).collective()) {
                        collective.add(row);
                    } else {
                        add(row);
                    }
                }
                case NO -> {}
                case UNTOLD -> untold++;
            }
        }
        addCollective(collective);
    }

    List<Match> matches() {
        var matches = new ArrayList<Match>();
        hits.forEach((vulnerability, hit) -> matches.add(hit.match(vulnerability)));
        return matches;
    }

    int untold() {
        return untold;
    }

    /** How many rows were looked at. */
    int compared() {
        return rows.to() - rows.from();
    }

    private void add(int row) {
        columns.advisoryAt(row).vulnerabilities().forEach(it -> hit(it, row));
    }

    /**
     * A release note's CVE counts only where the vulnerability has no record of its own for this
     * package: one note often mends CVEs of which this release never had all.
     */
    private void addCollective(List<Integer> collective) {
        Set<String> recorded = collective.isEmpty() ? Set.of() : columns.recorded(rows);
        for (var row : collective) {
            for (var vulnerability : columns.advisoryAt(row).vulnerabilities()) {
                if (hits.containsKey(vulnerability) || !recorded.contains(vulnerability)) {
                    hit(vulnerability, row);
                }
            }
        }
    }

    private void hit(String vulnerability, int row) {
        hits.computeIfAbsent(vulnerability, it -> new Hits()).add(row);
    }

    /** What speaks for one vulnerability. */
    private final class Hits {
        private final Set<String> aliases = new TreeSet<>();
        private final List<Match.Evidence> evidence = new ArrayList<>();

        void add(int row) {
            var advisory = columns.advisoryAt(row);
            if (!advisory.collective()) {
                aliases.addAll(advisory.aliases());
                aliases.add(advisory.id());
            }
            evidence.add(evidence(advisory, row));
        }

        Match match(String vulnerability) {
            aliases.remove(vulnerability);
            return new Match(vulnerability, List.copyOf(aliases), evidence);
        }
    }

    private Match.Evidence evidence(Advisory advisory, int row) {
        var span = columns.spanAt(row);
        return new Match.Evidence(
                advisory.id(),
                advisory.feed(),
                span.text(),
                comparison(span) + " (" + advisory.id() + ")",
                span.kind() == Span.Kind.FIXED ? span.end() : null,
                columns.noteAt(row));
    }

    private String comparison(Span span) {
        var subject = identity.name() + " " + identity.version();
        var fromTheBeginning = span.introduced().equals(Span.BEGINNING);
        var since =
                fromTheBeginning || span.kind() == Span.Kind.EXACT
                        ? subject
                        : span.introduced() + " <= " + subject;
        return switch (span.kind()) {
            case FIXED, LIMIT -> since + " < " + span.end();
            case LAST_AFFECTED -> since + " <= " + span.end();
            case EXACT -> since + " = " + span.end();
            case OPEN -> since + ", no fixed version known";
        };
    }
}
