package muster.findings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts.Choice;
import muster.web.Parts.Heading;
import muster.web.Parts.Link;
import muster.web.Parts.Order;
import muster.web.Parts.Pager;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/**
 * A list of findings with all that stands around it: filter, facets, exports, headings, pager.
 *
 * @param path of the page, {@code here} the same with everything that narrows it
 * @param problem why the query could not be read; null when it could
 */
public record FindingList(
        String path,
        String here,
        String q,
        @Nullable String problem,
        boolean narrowed,
        String all,
        List<Choice> facets,
        List<Link> exports,
        List<Heading> headings,
        List<Finding> findings,
        Pager pager,
        @Nullable String nextCursor) {
    /** Where the rows of a page begin to count, carried along because a cursor does not say. */
    private static final String FROM = "from";

    private static final int FROM_MAX = 1_000_000_000;

    public FindingList {
        facets = List.copyOf(facets);
        exports = List.copyOf(exports);
        headings = List.copyOf(headings);
        findings = List.copyOf(findings);
    }

    /** A question that can be asked with one click. */
    private record Facet(String word, String term, @Nullable Long count) {}

    /**
     * The list as it was found.
     *
     * @param total of the organization, for counts; null where the list is about less
     */
    static FindingList of(
            String path,
            Query query,
            Page<Finding> page,
            Totals.@Nullable Total total,
            Map<String, String> parameters,
            Messages words) {
        var links = query.links();
        var next = page.nextCursor();
        var first = first(parameters);
        var last = first + page.items().size() - 1;
        var everything = total != null && !query.isNarrowed() ? total.open() : null;
        return new FindingList(
                path,
                path + links.first(),
                query.text(),
                null,
                query.isNarrowed(),
                path + links.all(),
                facets(path, query, total, words),
                List.of(
                        new Link(words.text("findings.export.csv"), path + links.export("csv")),
                        new Link(words.text("findings.export.json"), path + links.export("json"))),
                headings(path, query, words),
                page.items(),
                new Pager(
                        page.items().isEmpty() ? 0 : first,
                        last,
                        everything,
                        null,
                        next == null
                                ? null
                                : path + links.next(next) + "&" + FROM + "=" + (last + 1)),
                next);
    }

    /** The list of a query that cannot be read: nothing but why. */
    static FindingList unreadable(String path, Map<String, String> parameters, String problem) {
        return new FindingList(
                path,
                path,
                parameters.getOrDefault("q", ""),
                problem,
                true,
                path,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Pager(0, 0, null, null, null),
                null);
    }

    private static long first(Map<String, String> parameters) {
        var text = parameters.getOrDefault(FROM, "");
        return text.matches("\\d{1,9}") ? Math.clamp(Long.parseLong(text), 1, FROM_MAX) : 1;
    }

    private static List<Choice> facets(
            String path, Query query, Totals.@Nullable Total total, Messages words) {
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
                .map(facet -> choice(path, query, facet, words))
                .toList();
    }

    private static Choice choice(String path, Query query, Facet facet, Messages words) {
        var links = query.links();
        var on =
                links.chips().stream().filter(chip -> chip.text().equals(facet.term())).findFirst();
        return new Choice(
                words.text("findings.facet." + facet.word()),
                path + on.map(chip -> chip.without()).orElse(links.narrowed(facet.term())),
                on.isPresent(),
                facet.count());
    }

    private static List<Heading> headings(String path, Query query, Messages words) {
        return List.of(
                sortable(path, query, "urgency", words),
                Heading.of(words.text("findings.column.vulnerability")),
                Heading.of(words.text("findings.column.device")),
                Heading.of(words.text("findings.column.software")),
                Heading.of(words.text("findings.column.installed")),
                Heading.of(words.text("findings.column.fixed")),
                sortable(path, query, "since", words));
    }

    private static Heading sortable(String path, Query query, String field, Messages words) {
        var links = query.links();
        var order =
                switch (links.order(field)) {
                    case "ascending" -> Order.ASCENDING;
                    case "descending" -> Order.DESCENDING;
                    default -> Order.NONE;
                };
        return new Heading(
                words.text("findings.column." + field), path + links.sorted(field), order, false);
    }

    /** The list for programs. */
    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("items", findings.stream().map(Finding::json).toList());
        json.put("next_cursor", nextCursor);
        return json;
    }
}
