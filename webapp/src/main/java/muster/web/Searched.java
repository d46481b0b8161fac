package muster.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Tokens.Range;

/**
 * A list by name that is also searched by words. What is found by a common word comes in the order
 * of the words that match, "web-9" before "web-90": in the order of names, all that match would
 * have to be gathered, or all that do not match be passed over.
 *
 * @param told fields whose values are among the words of a thing
 * @param byName the usual order is that of the names
 * @param byMatch the usual order is {@link #MATCH}, the id is {@code t.found}
 */
public record Searched(
        Database database, TokenTable words, Set<String> told, Fields byName, Fields byMatch) {
    /** The words that match, in their order. */
    public static final Field MATCH = Field.text("match", "t.token").sorted();

    private static final String SORT = "sort";
    private static final String CURSOR = "cursor";

    public Searched {
        told = Set.copyOf(told);
    }

    /** Reads what is asked for. */
    public Query ask(Map<String, String> parameters, Clock clock) {
        var query = narrowing(parameters, clock);
        var sort = parameters.getOrDefault(SORT, "");
        if (typed(query).isEmpty() || byMatch.sorts(sort)) {
            return Query.parse(parameters, byName, clock);
        } else if (words.firstRare(database, words(query, told)).isPresent()) {
            return ask(parameters, clock, byName, byMatch);
        } else {
            return ask(parameters, clock, byMatch, byName);
        }
    }

    /** What is asked for, in whatever order. */
    public Query narrowing(Map<String, String> parameters, Clock clock) {
        return Query.parse(without(parameters, SORT, CURSOR), byName, clock);
    }

    /**
     * Reads what is asked of a list that is in one order while it is long and in another while it
     * is short. Where it became the other between two pages, the cursor says which it was.
     */
    public static Query ask(
            Map<String, String> parameters, Clock clock, Fields now, Fields before) {
        try {
            return inOrderOf(now, before, parameters, clock);
        } catch (Query.Malformed malformed) {
            if (malformed.parameter().equals(CURSOR)) {
                return inOrderOf(before, now, parameters, clock);
            }
            throw malformed;
        }
    }

    /** Leaves out an order in which only the list's other fields can be had. */
    public static Query inOrderOf(
            Fields fields, Fields others, Map<String, String> parameters, Clock clock) {
        var sort = parameters.getOrDefault(SORT, "");
        var isLeftOut = others.sorts(sort) && !fields.sorts(sort);
        return Query.parse(isLeftOut ? without(parameters, SORT) : parameters, fields, clock);
    }

    private static Map<String, String> without(Map<String, String> parameters, String... names) {
        var rest = new HashMap<>(parameters);
        rest.keySet().removeAll(List.of(names));
        return rest;
    }

    /**
     * The rows of a list, up to a condition.
     *
     * @param things such as {@code devices d}
     * @param id such as {@code d.id}
     * @param where such as {@code where d.retired_at is null}
     */
    public Sql from(Query query, Sql things, Sql id, Sql where) {
        if (query.sort().field().equals(MATCH)) {
            var match = words.matches(typed(query).orElseThrow());
            return Sql.of("from")
                    .and(match)
                    .and(",")
                    .and(things)
                    .and(where)
                    .and("and")
                    .and(id)
                    .and("= t.found");
        } else {
            return narrowed(query, Sql.of("from").and(things).and(where), id);
        }
    }

    /** Rows up to a condition, by a rare word where one is asked for. */
    public Sql narrowed(Query query, Sql rows, Sql id) {
        return words.firstRare(database, words(query, told))
                .map(rare -> rows.and("and").and(words.isAmong(id, rare)))
                .orElse(rows);
    }

    /** The words that whatever matches must have; also those of the values of these fields. */
    public static List<Range> words(Query query, Set<String> told) {
        var words = new ArrayList<Range>();
        for (var term : required(query)) {
            switch (term) {
                case Term.Word(var text) -> words.addAll(Tokens.ranges(text, true));
                case Term.Quoted(var text) -> words.addAll(Tokens.ranges(text, false));
                case Term.Match match -> words.addAll(words(match.field(), match.value(), told));
                case Term.Range _, Term.Not _, Term.And _, Term.Or _ -> {}
            }
        }
        query.filters().forEach((field, value) -> words.addAll(words(field, value, told)));
        return words;
    }

    private static List<Range> words(String field, String value, Set<String> told) {
        return told.contains(field) ? Tokens.ranges(value, true) : List.of();
    }

    /** The word that was typed last; empty where something else than words is asked for. */
    private static Optional<Range> typed(Query query) {
        return required(query).stream()
                .filter(Term.Word.class::isInstance)
                .flatMap(term -> Tokens.ranges(term.text(), true).stream())
                .reduce((earlier, later) -> later);
    }

    private static List<Term> required(Query query) {
        return query.term()
                .map(term -> term instanceof Term.And(var all) ? all : List.of(term))
                .orElse(List.of());
    }
}
