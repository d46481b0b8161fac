package muster.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a JSON parser says, for the one who sent it: without the parser's own settings. */
public final class ParserWords {
    private static final Pattern FOR_PROGRAMMERS =
            Pattern.compile(
                    "(?s)[\\s:;(]*(?:start marker at|enable `|not recognized as|\\[Source|\\n).*");

    private ParserWords() {}

    /** The first clause: what is wrong. */
    public static String plain(@Nullable String said) {
        return said == null ? "no JSON" : FOR_PROGRAMMERS.matcher(said).replaceFirst("");
    }
}
