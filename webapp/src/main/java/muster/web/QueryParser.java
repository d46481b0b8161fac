package muster.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import muster.web.Term.Operator;

/**
 * Reads the query language: {@code web os_name:debian -kev:true (a OR "b c") last_seen:<-7d}.
 *
 * <p>Words next to each other must all hold; OR binds weaker; {@code -} and NOT bind strongest.
 */
final class QueryParser {
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9_]*):");
    private static final String RANGE = "..";

    private final String text;
    private final Fields fields;
    private final Conditions conditions;
    private int at;
    private int terms;

    QueryParser(String text, Fields fields, Conditions conditions) {
        this.text = text;
        this.fields = fields;
        this.conditions = conditions;
    }

    Optional<Term> parse() {
        if (text.length() > Query.TEXT_LETTERS_MAX) {
            throw wrong(
                    Query.TEXT_LETTERS_MAX,
                    "the query is longer than " + Query.TEXT_LETTERS_MAX + " letters");
        }
        skipSpace();
        if (end()) {
            return Optional.empty();
        }
        var term = either(0);
        if (!end()) {
            throw wrong(at, "a ) without its (");
        }
        return Optional.of(term);
    }

    private Term either(int depth) {
        var choices = new ArrayList<Term>();
        do {
            choices.add(all(depth));
        } while (keyword("OR"));
        return choices.size() == 1 ? choices.getFirst() : new Term.Or(choices);
    }

    private Term all(int depth) {
        var wanted = new ArrayList<Term>(List.of(one(depth)));
        while (!end() && text.charAt(at) != ')' && !sees("OR")) {
            keyword("AND");
            wanted.add(one(depth));
        }
        return wanted.size() == 1 ? wanted.getFirst() : new Term.And(wanted);
    }

    private Term one(int depth) {
        if (depth > Query.DEPTH_MAX) {
            throw wrong(at, "more than " + Query.DEPTH_MAX + " levels of ( ) and NOT");
        }
        if (end() || text.charAt(at) == ')' || sees("OR") || sees("AND")) {
            throw wrong(at, "a word or field:value is missing here");
        }
        if (keyword("NOT")) {
            return new Term.Not(one(depth + 1));
        } else if (text.charAt(at) == '-' && at + 1 < text.length() && !space(at + 1)) {
            at++;
            return new Term.Not(one(depth + 1));
        } else if (text.charAt(at) == '(') {
            return group(depth);
        } else {
            return leaf();
        }
    }

    private Term group(int depth) {
        int open = at++;
        skipSpace();
        var term = either(depth + 1);
        if (end()) {
            throw wrong(open, "a ( without its )");
        }
        at++;
        skipSpace();
        return term;
    }

    private Term leaf() {
        if (++terms > Query.TERMS_MAX) {
            throw wrong(at, "more than " + Query.TERMS_MAX + " words and fields");
        }
        int start = at;
        var field = FIELD.matcher(text).region(at, text.length());
        var term = field.lookingAt() ? comparison(field.group(1)) : word();
        skipSpace();
        try {
            conditions.of(term);
        } catch (Fields.Refused e) {
            throw wrong(start, e.getMessage());
        }
        return term;
    }

    private Term word() {
        return text.charAt(at) == '"' ? new Term.Quoted(quoted()) : new Term.Word(bare());
    }

    private Term comparison(String name) {
        int start = at;
        var field = fields.find(name).orElseThrow(() -> wrong(start, fields.unknown(name)));
        at += name.length() + 1;
        var operator = operator();
        if (!end() && text.charAt(at) == '"') {
            return new Term.Match(name, operator, quoted(), true);
        }
        var value = bare();
        int dots = value.indexOf(RANGE);
        if (dots >= 0 && operator == Operator.EQUAL && field.type().isOrdered()) {
            var to = value.substring(dots + RANGE.length());
            return new Term.Range(name, value.substring(0, dots), to);
        }
        return new Term.Match(name, operator, value, false);
    }

    private Operator operator() {
        for (var operator :
                List.of(Operator.AT_MOST, Operator.AT_LEAST, Operator.LESS, Operator.MORE)) {
            if (text.startsWith(operator.sign(), at)) {
                at += operator.sign().length();
                return operator;
            }
        }
        return Operator.EQUAL;
    }

    private String bare() {
        int start = at;
        while (at < text.length() && !space(at) && "()\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int open = at++;
        var words = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            words.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw wrong(open, "a quote without its end");
        }
        at++;
        return words.toString();
    }

    private boolean keyword(String keyword) {
        boolean sees = sees(keyword);
        if (sees) {
            at += keyword.length();
            skipSpace();
        }
        return sees;
    }

    private boolean sees(String keyword) {
        int after = at + keyword.length();
        return text.startsWith(keyword, at)
                && (after >= text.length()
                        || space(after)
                        || "()\"".indexOf(text.charAt(after)) >= 0);
    }

    private void skipSpace() {
        while (at < text.length() && space(at)) {
            at++;
        }
    }

    private boolean space(int index) {
        return Character.isWhitespace(text.charAt(index));
    }

    private boolean end() {
        return at >= text.length();
    }

    private static Query.Malformed wrong(int position, String why) {
        return new Query.Malformed("q", position + 1, why);
    }
}
