package muster.identify;

import java.util.Locale;

/**
 * The longest text, in lower case, without which a pattern cannot match: looking for it first
 * spares most texts most patterns. Empty where none is found, which is always true.
 */
final class RequiredLiteral {
    private static final String QUANTIFIERS_TO_NONE = "?*{";

    private final String regex;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredLiteral(String regex) {
        this.regex = regex;
    }

    static String of(String regex) {
        return new RequiredLiteral(regex).found();
    }

    private String found() {
        while (at < regex.length()) {
            char c = regex.charAt(at);
            switch (c) {
                // Either side of it may be what matched.
                case '|' -> {
                    return "";
                }
                case '(' -> skip('(', ')');
                case '[' -> skip('[', ']');
                case '{' -> skip('{', '}');
                case '.', '^', '$', '+', '?', '*' -> end();
                case '\\' -> escape();
                default -> literal(c);
            }
            at++;
        }
        end();
        return longest;
    }

    /** What stands in brackets says nothing certain. */
    private void skip(char open, char close) {
        end();
        int depth = 0;
        do {
            char c = regex.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[' && open == '(') {
                skip('[', ']');
            } else if (c == open && (open == '(' || depth == 0)) {
                depth++;
            } else if (c == close) {
                depth--;
            }
            at++;
        } while (depth > 0 && at < regex.length());
        at--;
    }

    private void escape() {
        at++;
        char c = regex.charAt(at);
        if (Character.isLetterOrDigit(c)) {
            end();
        } else {
            literal(c);
        }
    }

    private void literal(char c) {
        boolean isSure =
                at + 1 >= regex.length() || QUANTIFIERS_TO_NONE.indexOf(regex.charAt(at + 1)) < 0;
        if (isSure) {
            run.append(c);
        } else {
            end();
        }
    }

    private void end() {
        if (run.length() > longest.length()) {
            longest = run.toString().toLowerCase(Locale.ROOT);
        }
        run.setLength(0);
    }
}
