package muster.web;

import java.io.Serial;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;

/** What a page, a program or a saved view asks of a list: words, fields, order, and which page. */
public final class Query {
    public static final int TEXT_LETTERS_MAX = 1_000;
    public static final int TERMS_MAX = 50;
    public static final int DEPTH_MAX = 10;
    public static final int LIMIT_MAX = 500;
    public static final int LIMIT_USUAL = 50;

    // Columns that a page adds to a select, for the cursor of the next one.
    static final String SORT_KEY = "sort_key";
    static final String SORT_ID = "sort_id";

    private final Fields fields;
    private final String text;
    private final Optional<Term> term;
    private final Map<String, String> filters;
    private final Sort sort;
    private final int limit;
    private final Optional<Cursor> cursor;
    private final Sql condition;
    private final QueryLinks links;

    /** An order: a field, from its least or from its greatest. */
    public record Sort(Field field, boolean descending) {
        /** {@code -last_seen}. */
        public String text() {
            return (descending ? "-" : "") + field.name();
        }
    }

    /** The query cannot be understood: which parameter, at which letter, why. */
    public static final class Malformed extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;
        private final String parameter;
        private final int position;

        /**
         * @param position counted from 1
         */
        Malformed(String parameter, int position, String why) {
            super("%s, letter %d: %s".formatted(parameter, position, why));
            this.parameter = parameter;
            this.position = position;
        }

        public String parameter() {
            return parameter;
        }

        public int position() {
            return position;
        }
    }

    private Query(Map<String, String> parameters, Fields fields, Clock clock) {
        var conditions = new Conditions(fields, clock);
        this.fields = fields;
        this.text = clean("q", parameters.getOrDefault("q", "").strip());
        this.term = new QueryParser(text, fields, conditions).parse();
        this.filters = filters(parameters, fields);
        this.sort = sort(parameters.getOrDefault("sort", ""), fields);
        this.limit = limit(parameters.getOrDefault("limit", ""));
        this.cursor =
                Optional.ofNullable(parameters.get("cursor"))
                        .filter(given -> !given.isEmpty())
                        .map(given -> Cursor.read(given, sort));
        this.condition = condition(conditions);
        this.links = new QueryLinks(this, parameters);
    }

    /**
     * Reads {@code q}, {@code sort}, {@code limit}, {@code cursor}, and every parameter that is
     * named like a field, which is then a filter; other parameters are not the query's.
     */
    public static Query parse(Map<String, String> parameters, Fields fields, Clock clock) {
        return new Query(parameters, fields, clock);
    }

    private static String clean(String parameter, String text) {
        try {
            JsonText.check(text, parameter);
            return text;
        } catch (Json.Malformed e) {
            throw new Malformed(parameter, 1, "it has a character that no text has");
        }
    }

    private static Map<String, String> filters(Map<String, String> parameters, Fields fields) {
        var filters = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (!value.isBlank() && fields.find(name).isPresent()) {
                filters.put(name, clean(name, value));
            }
        });
        return filters;
    }

    private static Sort sort(String text, Fields fields) {
        try {
            return text.isEmpty() ? fields.usual() : fields.sort(text);
        } catch (Fields.Refused e) {
            throw new Malformed("sort", 1, e.getMessage());
        }
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return LIMIT_USUAL;
        }
        int limit = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new Malformed("limit", 1, "a number from 1 to " + LIMIT_MAX);
        }
        return limit;
    }

    private Sql condition(Conditions conditions) {
        var condition = term.map(conditions::of).orElse(Sql.of("true"));
        for (var filter : filters.entrySet()) {
            var name = filter.getKey();
            try {
                var match = new Term.Match(name, Term.Operator.EQUAL, filter.getValue(), true);
                condition = condition.and("and").and(conditions.of(match));
            } catch (Fields.Refused e) {
                throw new Malformed(name, 1, e.getMessage());
            }
        }
        return condition;
    }

    Fields fields() {
        return fields;
    }

    /** What was typed. */
    public String text() {
        return text;
    }

    public Optional<Term> term() {
        return term;
    }

    /** Fields that are narrowed by parameters of their own. */
    public Map<String, String> filters() {
        return filters;
    }

    public Sort sort() {
        return sort;
    }

    public int limit() {
        return limit;
    }

    /** Whether anything narrows the list: an empty one then says so, instead of how to begin. */
    public boolean isNarrowed() {
        return term.isPresent() || !filters.isEmpty();
    }

    /** Whether a field is asked for, in whatever way. */
    public boolean isAbout(Field field) {
        return filters.containsKey(field.name())
                || term.map(it -> it.isAbout(field.name())).orElse(false);
    }

    /** Addresses of the same list, changed a little. */
    public QueryLinks links() {
        return links;
    }

    /** True for the rows that match, on whatever page. */
    public Sql condition() {
        return condition;
    }

    /**
     * Reads one page of the list.
     *
     * @param select {@code select d.id, d.hostname}: the columns, without a comma at the end
     * @param from {@code from devices d where d.retired_at is null}: it ends in a condition, if
     *     only {@code where true}
     */
    public <T> Page<T> page(Database database, Sql select, Sql from, Row.Reader<T> reader) {
        var keys = Sql.of(", (").and(sort.field().column()).and(sortKey()).and(fields.id());
        var sql =
                select.and(keys)
                        .and("as sort_id")
                        .and(matching(from))
                        .and(after())
                        .and(order())
                        .and("limit ?", limit + 1);
        var rows = database.list(sql, row -> new Placed<>(reader.read(row), Cursor.of(sort, row)));
        var items = rows.stream().limit(limit).map(Placed::item).toList();
        return new Page<>(items, rows.size() > limit ? rows.get(limit - 1).cursor().text() : null);
    }

    // An integer column is read as the long that a number is here.
    private Sql sortKey() {
        return sort.field().type() == Field.Type.NUMBER
                ? Sql.of(")::bigint as sort_key,")
                : Sql.of(") as sort_key,");
    }

    private record Placed<T>(T item, Cursor cursor) {}

    /** Hands over every row of the list in its order, for exports. */
    public void each(Database database, Sql select, Sql from, Consumer<Row> receiver) {
        database.each(select.and(matching(from)).and(order()), receiver);
    }

    /** How many rows match, counted up to this many. */
    public long count(Database database, Sql from, int most) {
        var sql =
                Sql.of("select count(*) as n from (select 1")
                        .and(matching(from))
                        .and("limit ?) as counted", most);
        return database.first(sql, row -> row.number("n")).orElse(0L);
    }

    private Sql matching(Sql from) {
        return from.and("and (").and(condition).and(")");
    }

    private Sql after() {
        if (cursor.isEmpty()) {
            return Sql.of("");
        }
        var place = Sql.of("and (").and(sort.field().column()).and(",").and(fields.id()).and(")");
        var last = cursor.get();
        return sort.descending()
                ? place.and("< (?, ?)", last.key(), last.id())
                : place.and("> (?, ?)", last.key(), last.id());
    }

    private Sql order() {
        var by = Sql.of("order by").and(sort.field().column());
        return sort.descending()
                ? by.and("desc,").and(fields.id()).and("desc")
                : by.and(",").and(fields.id());
    }
}
