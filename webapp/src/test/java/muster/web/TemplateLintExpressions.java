package muster.web;

import java.util.ArrayList;
import java.util.List;

/** Finds what stands between the braces of a template's expressions. */
final class TemplateLintExpressions {
    private TemplateLintExpressions() {}

    /** The insides of all {@code ${…}}. */
    static List<String> variables(String text) {
        return inside(text, "${");
    }

    /** The insides of all {@code #{…}}. */
    static List<String> messages(String text) {
        return inside(text, "#{");
    }

    // Braces nest: ${ {1,2} } and #{${'nav.' + word}}.
    private static List<String> inside(String text, String opening) {
        var found = new ArrayList<String>();
        int at = text.indexOf(opening);
        while (at >= 0) {
            int depth = 1;
            int end = at + opening.length();
            while (end < text.length() && depth > 0) {
                char c = text.charAt(end++);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
            found.add(text.substring(at + opening.length(), end - 1).strip());
            at = text.indexOf(opening, at + opening.length());
        }
        return found;
    }
}
