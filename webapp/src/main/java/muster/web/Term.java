package muster.web;

import java.util.List;
import java.util.stream.Collectors;

/** What a query asks for, as a tree. Its {@link #text} reads back to the same tree. */
public sealed interface Term {
    /** How a field is compared. */
    enum Operator {
        EQUAL(""),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** The query, or the part of one, that says this. */
    String text();

    /** Whether a field is asked for anywhere in it. */
    default boolean isAbout(String name) {
        return switch (this) {
            case Match match -> match.field().equals(name);
            case Range range -> range.field().equals(name);
            case Not(var term) -> term.isAbout(name);
            case And(var terms) -> terms.stream().anyMatch(term -> term.isAbout(name));
            case Or(var terms) -> terms.stream().anyMatch(term -> term.isAbout(name));
            case Word _, Quoted _ -> false;
        };
    }

    /** Whether one field is asked for, and nothing else. */
    default boolean isOnlyAbout(String name) {
        return switch (this) {
            case Match match -> match.field().equals(name);
            case Range range -> range.field().equals(name);
            case Not(var term) -> term.isOnlyAbout(name);
            case And(var terms) -> terms.stream().allMatch(term -> term.isOnlyAbout(name));
            case Or(var terms) -> terms.stream().allMatch(term -> term.isOnlyAbout(name));
            case Word _, Quoted _ -> false;
        };
    }

    /** Whether it is a text without a letter and a digit, which no word of any thing is. */
    default boolean isEmpty() {
        return switch (this) {
            case Word(var text) -> Tokens.of(text).isEmpty();
            case Quoted(var words) -> Tokens.of(words).isEmpty();
            case Match _, Range _, Not _, And _, Or _ -> false;
        };
    }

    /** {@code web}: some word begins so. */
    record Word(String text) implements Term {}

    /** {@code "web server"}: these whole words. */
    record Quoted(String words) implements Term {
        @Override
        public String text() {
            return quote(words);
        }
    }

    /** {@code findings:>10}. */
    record Match(String field, Operator operator, String value, boolean quoted) implements Term {
        @Override
        public String text() {
            return field + ':' + operator.sign() + (quoted ? quote(value) : value);
        }
    }

    /** {@code findings:1..10}, both ends included. */
    record Range(String field, String from, String to) implements Term {
        @Override
        public String text() {
            return field + ':' + from + ".." + to;
        }
    }

    /** {@code -kev:true} or {@code NOT (a b)}. */
    record Not(Term term) implements Term {
        @Override
        public String text() {
            return '-' + (term instanceof And || term instanceof Or ? grouped(term) : term.text());
        }
    }

    /** {@code a b} or {@code a AND b}. */
    record And(List<Term> terms) implements Term {
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public String text() {
            return terms.stream()
                    .map(term ->
                            term instanceof And || term instanceof Or ? grouped(term) : term.text())
                    .collect(Collectors.joining(" "));
        }
    }

    /** {@code a OR b}. */
    record Or(List<Term> terms) implements Term {
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public String text() {
            return terms.stream()
                    .map(term -> term instanceof Or ? grouped(term) : term.text())
                    .collect(Collectors.joining(" OR "));
        }
    }

    private static String grouped(Term term) {
        return '(' + term.text() + ')';
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
