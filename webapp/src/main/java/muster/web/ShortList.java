package muster.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What a list that stands in memory, such as feeds or plans, can be asked for: {@code q}, {@code
 * sort}, {@code limit} and {@code cursor} mean the same as in every other list.
 *
 * <pre>{@code
 * private static final ShortList<Line> LIST =
 *         ShortList.of(Line::id).text("name", Line::name).text("state", Line::state);
 *
 * Page<Line> page = LIST.page(request, lines);   // in JSON {items, next_cursor}
 * }</pre>
 *
 * <p>Words search all texts; {@code state:failed} and {@code ?state=failed} ask for one. The items
 * must come in the same order each time.
 *
 * <p>A list of the database needs none of this: it is {@link Asked#of} with {@link Fields}, which
 * {@link Fields#searchedIn} lets be searched by words without a token table, and {@link
 * Query#page}.
 */
public final class ShortList<T> {
    private static final String ID = "id";

    private final Function<T, String> id;
    private final Map<String, Function<T, @Nullable String>> texts;

    private ShortList(Function<T, String> id, Map<String, Function<T, @Nullable String>> texts) {
        this.id = id;
        this.texts = texts;
    }

    /** A list whose items are told apart by this. */
    public static <T> ShortList<T> of(Function<T, String> id) {
        return new ShortList<>(id, Map.of());
    }

    /** The same list, asked for one text more of its items, by the name it has in JSON. */
    public ShortList<T> text(String name, Function<T, @Nullable String> text) {
        var more = new LinkedHashMap<>(texts);
        more.put(name, text);
        return new ShortList<>(id, more);
    }

    /** The page of these items that a request asks for; who names no limit gets them all. */
    public Page<T> page(Request request, List<T> all) {
        return page(request.queries(), all);
    }

    Page<T> page(Map<String, String> parameters, List<T> all) {
        var asked = new LinkedHashMap<>(parameters);
        var cursor = asked.remove("cursor");
        asked.putIfAbsent("limit", String.valueOf(Query.LIMIT_MAX));
        var query = Query.parse(asked, fields(), Clock.systemUTC());
        var found = all.stream().filter(item -> matches(query, item));
        var items =
                (asked.containsKey("sort") ? found.sorted(order(query.sort())) : found).toList();
        var from = cursor == null || cursor.isEmpty() ? 0 : Place.read(cursor).after(ids(items));
        var to = Math.min(items.size(), from + query.limit());
        return new Page<>(
                items.subList(from, to),
                to < items.size() ? new Place(to, id.apply(items.get(to - 1))).text() : null);
    }

    // The columns are of no table: the query is read and checked, but holds here, not there.
    private Fields fields() {
        var fields =
                texts.keySet().stream()
                        .map(name -> Field.text(name, "''").sorted())
                        .collect(Collectors.toList());
        fields.add(Field.text(ID, "''").sorted());
        return Fields.of("''", ID, fields.toArray(Field[]::new)).searched((_, _) -> Sql.of("true"));
    }

    private boolean matches(Query query, T item) {
        var filtered =
                query.filters().entrySet().stream()
                        .allMatch(one -> text(item, one.getKey()).equals(lower(one.getValue())));
        return filtered && query.term().map(term -> holds(term, item)).orElse(true);
    }

    private boolean holds(Term term, T item) {
        return switch (term) {
            case Term.Word(var text) -> hasWords(item, text, true);
            case Term.Quoted(var text) -> hasWords(item, text, false);
            case Term.Match match -> holds(match, text(item, match.field()));
            case Term.Range _ -> false;
            case Term.Not(var inner) -> !holds(inner, item);
            case Term.And(var terms) ->
                    terms.stream().allMatch(one -> one.isEmpty() || holds(one, item))
                            && !terms.stream().allMatch(Term::isEmpty);
            case Term.Or(var terms) -> terms.stream().anyMatch(one -> holds(one, item));
        };
    }

    // Each word whole, but the last as far as it is typed.
    private boolean hasWords(T item, String text, boolean typing) {
        var present =
                texts.keySet().stream()
                        .flatMap(name -> Tokens.of(text(item, name)).stream())
                        .toList();
        var wanted = Tokens.of(text);
        return !wanted.isEmpty()
                && wanted.stream()
                        .allMatch(word ->
                                (typing && word.equals(wanted.getLast()))
                                        ? present.stream().anyMatch(one -> one.startsWith(word))
                                        : present.contains(word));
    }

    private static boolean holds(Term.Match match, String text) {
        var value = lower(match.value());
        return (match.quoted() || !value.endsWith("*"))
                ? text.equals(value)
                : !text.isEmpty() && text.startsWith(value.substring(0, value.length() - 1));
    }

    private Comparator<T> order(Query.Sort sort) {
        var name = sort.field().name();
        Comparator<T> order = Comparator.comparing(item -> text(item, name));
        return sort.descending() ? order.reversed() : order;
    }

    private String text(T item, String name) {
        var text = name.equals(ID) ? id : texts.get(name);
        return Optional.ofNullable(text)
                .map(one -> one.apply(item))
                .map(ShortList::lower)
                .orElse("");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private List<String> ids(List<T> items) {
        return items.stream().map(id).toList();
    }

    /**
     * Where a page ended.
     *
     * @param shown how many items there were up to its end
     * @param id of its last item
     */
    private record Place(int shown, String id) {
        private static final String BETWEEN = "\n";
        private static final int PARTS = 2;

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((shown + BETWEEN + id).getBytes(StandardCharsets.UTF_8));
        }

        static Place read(String text) {
            try {
                var parts =
                        JsonText.utf8(Base64.getUrlDecoder().decode(text)).split(BETWEEN, PARTS);
                if (parts.length == PARTS && parts[0].matches("[1-9]\\d{0,8}")) {
                    return new Place(Integer.parseInt(parts[0]), parts[1]);
                }
            } catch (IllegalArgumentException | Json.Malformed malformed) {
                // Told below, in our words.
            }
            throw new Query.Malformed("cursor", 1, "it is none of this list");
        }

        /** Where the next page begins; behind the gap that its last item left, where it is gone. */
        int after(List<String> ids) {
            var at = ids.indexOf(id);
            return at >= 0 ? at + 1 : Math.min(shown - 1, ids.size());
        }
    }
}
