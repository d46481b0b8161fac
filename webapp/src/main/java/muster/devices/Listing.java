package muster.devices;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.web.Fields;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts.Choice;
import muster.web.Parts.Heading;
import muster.web.Parts.Link;
import muster.web.Parts.Order;
import muster.web.Parts.Pager;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Request;
import muster.web.Term;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the rows of a list: its filter, headings, pages and exports.
 *
 * @param action the list's own path
 * @param problem why the query could not be read, null when it could
 */
public record Listing(
        String action,
        String q,
        String hint,
        @Nullable String problem,
        boolean narrowed,
        List<Choice> facets,
        List<Link> exports,
        List<Heading> headings,
        Pager pager) {
    private static final String FROM = "from";
    private static final int ROWS_MAX = 1_000_000_000;

    /** A column: the field it sorts by, or null, and whether it holds numbers. */
    public record Column(String word, @Nullable String field, boolean figure) {
        public static Column sorted(String word, String field) {
            return new Column(word, field, false);
        }

        public static Column figure(String word, String field) {
            return new Column(word, field, true);
        }

        public static Column plain(String word) {
            return new Column(word, null, false);
        }
    }

    /**
     * What a list is made of.
     *
     * @param room names its messages: {@code devices.list.hint}, {@code devices.column.name}
     * @param facets terms that many want, each with the message {@code devices.facet.WORD}
     */
    public record Kind(
            String room, Fields fields, List<Column> columns, Map<String, String> facets) {
        public Kind {
            columns = List.copyOf(columns);
        }
    }

    /** A query as it was sent, or why it cannot be read. */
    public record Asked(Query query, String text, @Nullable String problem) {}

    public Listing {
        facets = List.copyOf(facets);
        exports = List.copyOf(exports);
        headings = List.copyOf(headings);
    }

    /** Reads the query; a browser is told on the page what is wrong, a program by a problem. */
    public static Asked asked(Request request, Fields fields) {
        var clock = Clock.fixed(request.now(), ZoneOffset.UTC);
        try {
            var query = Query.parse(request.queries(), fields, clock);
            return new Asked(query, query.text(), null);
        } catch (Query.Malformed malformed) {
            if (request.isApi() || request.query("format").isPresent()) {
                throw Problem.badRequest(said(malformed));
            }
            return new Asked(
                    Query.parse(Map.of(), fields, clock),
                    request.query("q").orElse(""),
                    said(malformed));
        }
    }

    public static <T> Listing of(
            Request request,
            Asked asked,
            Page<T> page,
            Kind kind,
            Optional<Long> total,
            Messages messages) {
        var query = asked.query();
        return new Listing(
                path(request),
                asked.text(),
                messages.text(kind.room() + ".list.hint"),
                asked.problem(),
                query.isNarrowed(),
                facets(kind, query, messages),
                List.of(
                        new Link(
                                messages.text("devices.export.csv"),
                                path(request) + query.links().export("csv")),
                        new Link(
                                messages.text("devices.export.json"),
                                path(request) + query.links().export("json"))),
                headings(request, kind, query, messages),
                pager(request, query, page, total));
    }

    private static String path(Request request) {
        var path = request.route().path();
        for (var name : request.route().parameters()) {
            path = path.replace("{" + name + "}", request.parameter(name));
        }
        return path;
    }

    private static List<Choice> facets(Kind kind, Query query, Messages messages) {
        var facets = new ArrayList<Choice>();
        var chips = query.links().chips();
        kind.facets()
                .forEach((word, term) -> {
                    var chosen =
                            chips.stream().filter(chip -> chip.text().equals(term)).findFirst();
                    facets.add(
                            Choice.of(
                                    messages.text(kind.room() + ".facet." + word),
                                    chosen.map(chip -> chip.without())
                                            .orElse(query.links().narrowed(term)),
                                    chosen.isPresent()));
                });
        return facets;
    }

    private static List<Heading> headings(
            Request request, Kind kind, Query query, Messages messages) {
        return kind.columns().stream()
                .map(column -> {
                    var text = messages.text(kind.room() + ".column." + column.word());
                    var field = column.field();
                    return field == null
                            ? new Heading(text, null, Order.NONE, column.figure())
                            : new Heading(
                                    text,
                                    path(request) + query.links().sorted(field),
                                    order(query.links().order(field)),
                                    column.figure());
                })
                .toList();
    }

    private static Order order(String word) {
        return switch (word) {
            case "ascending" -> Order.ASCENDING;
            case "descending" -> Order.DESCENDING;
            default -> Order.NONE;
        };
    }

    /** The place in the list travels with the link; a cursor alone does not know it. */
    private static <T> Pager pager(
            Request request, Query query, Page<T> page, Optional<Long> total) {
        var before =
                request.query("cursor").isPresent()
                        ? request.query(FROM).flatMap(Listing::number).orElse(0)
                        : 0;
        var last = before + page.items().size();
        var next = page.nextCursor();
        return new Pager(
                page.items().isEmpty() ? 0 : before + 1,
                last,
                query.isNarrowed() ? null : total.orElse(null),
                null,
                next == null
                        ? null
                        : path(request) + query.links().next(next) + "&" + FROM + "=" + last);
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}")
                ? Optional.of(Math.min(Integer.parseInt(text), ROWS_MAX))
                : Optional.empty();
    }

    /** The value that one of the query's own terms, or a filter, wants this field to be. */
    static Optional<String> wanted(Query query, String field) {
        var terms =
                query.term()
                        .map(term -> term instanceof Term.And(var all) ? all : List.of(term))
                        .orElse(List.of());
        return terms.stream()
                .filter(term -> term instanceof Term.Match match && match.field().equals(field))
                .map(term -> ((Term.Match) term).value())
                .findFirst()
                .or(() -> Optional.ofNullable(query.filters().get(field)));
    }

    private static String said(Query.Malformed malformed) {
        return String.valueOf(malformed.getMessage());
    }
}
