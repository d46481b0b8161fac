package muster.packages;

import java.util.ArrayList;
import java.util.List;

/** A line made of fields by a query format: divided by tabs, bars, semicolons, commas or blanks. */
final class Fields {
    private static final String SEPARATORS = "\t|;,";

    private Fields() {}

    static char separator(String line) {
        for (int at = 0; at < SEPARATORS.length(); at++) {
            if (line.indexOf(SEPARATORS.charAt(at)) > 0) {
                return SEPARATORS.charAt(at);
            }
        }
        return ' ';
    }

    static List<String> of(String line, int fieldsMax) {
        char separator = separator(line);
        if (separator == ' ') {
            return Text.words(line, fieldsMax);
        }
        var fields = new ArrayList<String>();
        int at = 0;
        while (at <= line.length() && fields.size() < fieldsMax) {
            int end = line.indexOf(separator, at);
            end = end < 0 ? line.length() : end;
            fields.add(unquoted(line.substring(at, end).strip()));
            at = end + 1;
        }
        return fields;
    }

    private static String unquoted(String field) {
        boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quoted ? field.substring(1, field.length() - 1) : field;
    }
}
