package muster.packages;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code specifications/*.gemspec} that RubyGems writes for each installed gem (<a
 * href="https://guides.rubygems.org/specification-reference/">Specification reference</a>). It is
 * Ruby; what RubyGems writes has name and version as plain texts.
 */
public final class GemSpecification {
    private static final int BYTES_MAX = 1024 * 1024;

    private GemSpecification() {}

    /** Reads no further than to name and version. */
    public static Reading read(InputStream specification) throws IOException {
        return Reading.of(harvest -> into(specification, harvest));
    }

    private static void into(InputStream specification, Harvest harvest) {
        String name = null;
        String version = null;
        for (Line line : TextLines.of(specification, BYTES_MAX)) {
            name = name == null ? assigned(line.text(), ".name") : name;
            version = version == null ? assigned(line.text(), ".version") : version;
            if (name != null && version != null) {
                break;
            }
        }
        var where = new Line(1, "");
        if (name != null
                && version != null
                && Text.consistsOf(name, "._-")
                && Text.consistsOf(version, ".-_")
                && Text.hasDigit(version)) {
            harvest.add(where, Source.GEM, name, version, null);
        } else {
            harvest.unread(where, "it states no name and version of a gem");
        }
    }

    /** The text in {@code s.name = "rake".freeze}, or null where the line assigns no such field. */
    private static @Nullable String assigned(String line, String field) {
        String text = line.strip();
        int at = text.indexOf(field);
        int equals = Text.skipBlanks(text, at + field.length());
        boolean assigns =
                at > 0
                        && Text.consistsOf(text.substring(0, at), "_")
                        && equals < text.length()
                        && text.charAt(equals) == '=';
        if (!assigns) {
            return null;
        }
        int open = firstQuote(text, equals);
        int close = open < 0 ? -1 : text.indexOf(text.charAt(open), open + 1);
        return close < 0 ? null : text.substring(open + 1, close);
    }

    private static int firstQuote(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
                return at;
            }
        }
        return -1;
    }
}
