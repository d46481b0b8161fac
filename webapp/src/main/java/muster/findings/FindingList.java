package muster.findings;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts.Choice;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/**
 * A list of findings as a page shows it.
 *
 * @param problem why the query could not be read; null when it could
 * @param facets questions that can be asked with one click
 * @param total of the list where nothing narrows it; null where nobody counted
 */
public record FindingList(
        Query query,
        @Nullable String problem,
        List<Choice> facets,
        Page<Finding> page,
        @Nullable Long total) {
    private record Facet(String word, String term, @Nullable Long count) {}

    public FindingList {
        facets = List.copyOf(facets);
    }

    public List<Finding> findings() {
        return page.items();
    }

    /**
     * The facets of a list.
     *
     * @param total counts of the organization; null where the list is about less
     */
    static List<Choice> facets(Query query, Totals.@Nullable Total total, Messages messages) {
        return Stream.of(
                        new Facet(
                                "exploited", "kev:true", total == null ? null : total.exploited()),
                        new Facet(
                                "critical",
                                "severity:critical",
                                total == null ? null : total.critical()),
                        new Facet("high", "severity:high", total == null ? null : total.high()),
                        new Facet(
                                "fixable", "fixable:true", total == null ? null : total.fixable()),
                        new Facet("week", "since:>-7d", null),
                        new Facet("gone", "state:gone", null))
                .map(facet -> choice(query, facet, messages))
                .toList();
    }

    private static Choice choice(Query query, Facet facet, Messages messages) {
        return query.links()
                .choice(messages.text("findings.facet." + facet.word()), facet.term())
                .counting(query.isNarrowed() ? null : facet.count());
    }

    /** The list for programs. */
    Map<String, @Nullable Object> json() {
        return page.map(Finding::json).json();
    }
}
