package muster.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import muster.web.Term.Match;
import muster.web.Term.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a thing that is not looked up yet. Lists ask which things can match at all, to
 * read them by the index that holds just these. Pure.
 *
 * @param values of fields that are one of a few words, or a flag
 */
public record Known(Map<Field, String> values) {
    private static final List<String> FLAG = List.of("false", "true");
    private static final Set<String> YES = Set.of("true", "yes");

    public Known {
        values = Map.copyOf(values);
    }

    /** Whether a thing with these values can be one that a query asks for. */
    public boolean mayMatch(Query query) {
        return query.term().map(term -> holds(term, true)).orElse(true)
                && query.filters().entrySet().stream()
                        .map(it -> new Match(it.getKey(), Operator.EQUAL, it.getValue(), false))
                        .allMatch(match -> holds(match, true));
    }

    /**
     * @param unknown what is taken for all that is not known: true tells what may be, and under a
     *     "not" the other way round
     */
    private boolean holds(Term term, boolean unknown) {
        return switch (term) {
            case Match match -> holds(match).orElse(unknown);
            case Term.Range range -> holds(range).orElse(unknown);
            case Term.Not(var inner) -> !holds(inner, !unknown);
            case Term.And(var terms) -> terms.stream().allMatch(it -> holds(it, unknown));
            case Term.Or(var terms) -> terms.stream().anyMatch(it -> holds(it, unknown));
            case Term.Word _, Term.Quoted _ -> unknown;
        };
    }

    private Optional<Boolean> holds(Match match) {
        return field(match.field())
                .map(field -> match.value().equals("*") || compared(field, match));
    }

    private boolean compared(Field field, Match match) {
        int here = rank(field, values.get(field));
        int asked = rank(field, match.value());
        return switch (match.operator()) {
            case EQUAL -> here == asked;
            case LESS -> here < asked;
            case AT_MOST -> here <= asked;
            case MORE -> here > asked;
            case AT_LEAST -> here >= asked;
        };
    }

    private Optional<Boolean> holds(Term.Range range) {
        return field(range.field())
                .map(field -> {
                    int here = rank(field, values.get(field));
                    int from = rank(field, range.from());
                    int to = rank(field, range.to());
                    return here >= Math.min(from, to) && here <= Math.max(from, to);
                });
    }

    private Optional<Field> field(String name) {
        return values.keySet().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    private static int rank(Field field, @Nullable String word) {
        var lower = String.valueOf(word).toLowerCase(Locale.ROOT);
        return field.type() == Field.Type.FLAG
                ? FLAG.indexOf(String.valueOf(YES.contains(lower)))
                : field.words().indexOf(lower);
    }
}
