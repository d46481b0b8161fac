package muster.web;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BinaryOperator;
import muster.database.Sql;
import muster.web.Term.Operator;

/** Terms as SQL conditions: constant text from the fields, everything typed as parameters. */
final class Conditions {
    private static final int DIGITS_MAX = 18;

    private final Fields fields;
    private final Clock clock;

    Conditions(Fields fields, Clock clock) {
        this.fields = fields;
        this.clock = clock;
    }

    Sql of(Term term) {
        return switch (term) {
            case Term.Word(var text) -> words(text, true);
            case Term.Quoted(var text) -> words(text, false);
            case Term.Match match -> match(match);
            case Term.Range range -> range(field(range.field()), range);
            // What is unknown is not what was excluded, so it stays in the list.
            case Term.Not(var inner) -> Sql.of("((").and(of(inner)).and(") is not true)");
            case Term.And(var terms) -> joined(searched(terms), (a, b) -> a.and("and").and(b));
            case Term.Or(var terms) -> joined(terms, (a, b) -> a.and("or").and(b));
        };
    }

    // A dash between two words is no word of its own; where there is no other, nothing matches.
    private static List<Term> searched(List<Term> terms) {
        var searched = terms.stream().filter(term -> !term.isEmpty()).toList();
        return searched.isEmpty() ? terms : searched;
    }

    private Sql joined(List<Term> terms, BinaryOperator<Sql> with) {
        var all = terms.stream().map(this::of).reduce(with).orElseThrow();
        return Sql.of("(").and(all).and(")");
    }

    private Field field(String name) {
        return fields.find(name).orElseThrow(() -> new Fields.Refused(fields.unknown(name)));
    }

    private Sql words(String text, boolean typing) {
        var words = Tokens.ranges(text, typing);
        return words.stream()
                .map(word -> fields.words(word.from(), word.below()))
                .reduce((a, b) -> a.and("and").and(b))
                .map(all -> Sql.of("(").and(all).and(")"))
                .orElse(Sql.of("false"));
    }

    // Asked of one row after the other: as a join it would begin with all that have the value.
    private Sql match(Term.Match match) {
        var field = field(match.field());
        var one = match(field, match);
        return field.among()
                .map(rows ->
                        Sql.of("exists (select from")
                                .and(rows)
                                .and("and")
                                .and(one)
                                .and("offset 0)"))
                .orElse(one);
    }

    private Sql match(Field field, Term.Match match) {
        if (match.value().isEmpty()) {
            throw new Fields.Refused(field.name() + ": needs a value");
        }
        if (!field.type().isOrdered() && match.operator() != Operator.EQUAL) {
            throw new Fields.Refused(
                    "%s cannot be compared with %s"
                            .formatted(field.name(), match.operator().sign()));
        }
        if (match.value().equals("*") && !match.quoted() && match.operator() == Operator.EQUAL) {
            return field.column().and("is not null");
        }
        return switch (field.type()) {
            case TEXT -> text(field, match);
            case NUMBER -> compared(field.column(), match.operator(), number(match.value()));
            case TIME -> time(field, match);
            case FLAG -> flag(field, match.value());
            case ENUM -> word(field, match);
            case ID -> compared(field.column(), Operator.EQUAL, id(match.value()));
        };
    }

    private static Sql text(Field field, Term.Match match) {
        var value = match.value().toLowerCase(Locale.ROOT);
        if (match.quoted() || !value.endsWith("*")) {
            return field.column().and("= ?", value);
        }
        var values = Tokens.Range.beginning(value.substring(0, value.length() - 1));
        return within(field.column(), values.from(), values.below());
    }

    private static Sql compared(Sql column, Operator operator, Object value) {
        return switch (operator) {
            case EQUAL -> column.and("= ?", value);
            case LESS -> column.and("< ?", value);
            case AT_MOST -> column.and("<= ?", value);
            case MORE -> column.and("> ?", value);
            case AT_LEAST -> column.and(">= ?", value);
        };
    }

    private static Long number(String text) {
        if (!text.matches("-?\\d{1," + DIGITS_MAX + "}")) {
            throw new Fields.Refused(
                    "\"%s\" is no whole number".formatted(JsonFault.shortened(text)));
        }
        return Long.valueOf(text);
    }

    private Sql time(Field field, Term.Match match) {
        var span = TimeSpan.of(match.value(), clock);
        var column = field.column();
        if (span.isMoment()) {
            return compared(column, match.operator(), span.from());
        }
        return switch (match.operator()) {
            case EQUAL -> within(column, span.from(), span.to());
            case LESS -> column.and("< ?", span.from());
            case AT_MOST -> column.and("< ?", span.to());
            case MORE -> column.and(">= ?", span.to());
            case AT_LEAST -> column.and(">= ?", span.from());
        };
    }

    private static Sql within(Sql column, Object from, Object below) {
        return Sql.of("(").and(column.and(">= ? and", from)).and(column.and("< ? )", below));
    }

    private static Sql flag(Field field, String text) {
        return switch (text) {
            case "true", "yes" -> field.column();
            case "false", "no" -> Sql.of("not").and(field.column());
            default -> throw new Fields.Refused(field.name() + " is true or false");
        };
    }

    private static Sql word(Field field, Term.Match match) {
        var words = field.words();
        int rank = rank(field, match.value());
        var wanted =
                switch (match.operator()) {
                    case EQUAL -> words.subList(rank, rank + 1);
                    case LESS -> words.subList(0, rank);
                    case AT_MOST -> words.subList(0, rank + 1);
                    case MORE -> words.subList(rank + 1, words.size());
                    case AT_LEAST -> words.subList(rank, words.size());
                };
        return oneOf(field, wanted);
    }

    private static int rank(Field field, String text) {
        int rank = field.words().indexOf(text.toLowerCase(Locale.ROOT));
        if (rank < 0) {
            throw new Fields.Refused(
                    "%s is one of %s%s"
                            .formatted(
                                    field.name(),
                                    String.join(", ", field.words()),
                                    Fields.near(text, field.words())
                                            .map(near -> ": did you mean " + near + "?")
                                            .orElse("")));
        }
        return rank;
    }

    private static Sql oneOf(Field field, List<String> words) {
        return words.size() == 1
                ? field.column().and("= ?", words.getFirst())
                : field.column().and("= any (?)", (Object) words.toArray(String[]::new));
    }

    private static UUID id(String text) {
        try {
            var id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Told below, in our words.
        }
        throw new Fields.Refused("\"%s\" is no id".formatted(JsonFault.shortened(text)));
    }

    private Sql range(Field field, Term.Range range) {
        return switch (field.type()) {
            case NUMBER -> numbers(field.column(), number(range.from()), number(range.to()));
            case TIME -> {
                var to = TimeSpan.of(range.to(), clock);
                yield Sql.of("(")
                        .and(field.column())
                        .and(">= ? and", TimeSpan.of(range.from(), clock).from())
                        .and(
                                to.isMoment()
                                        ? field.column().and("<= ? )", to.to())
                                        : field.column().and("< ? )", to.to()));
            }
            case ENUM -> {
                int from = rank(field, range.from());
                int to = rank(field, range.to());
                yield oneOf(
                        field, field.words().subList(Math.min(from, to), Math.max(from, to) + 1));
            }
            case TEXT, FLAG, ID -> throw new Fields.Refused(field.name() + " has no ranges");
        };
    }

    private static Sql numbers(Sql column, Long from, Long to) {
        return Sql.of("(").and(column.and(">= ? and", from)).and(column.and("<= ? )", to));
    }
}
