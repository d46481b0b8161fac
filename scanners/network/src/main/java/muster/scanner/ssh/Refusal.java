package muster.scanner.ssh;

import java.util.regex.Pattern;

/** What a device says to a command that it does not know, or does not allow. */
final class Refusal {
    /** An answer that is longer has more to say than no. */
    private static final int CHARACTERS_MAX = 1_000;

    private static final int LINES_MAX = 10;

    private static final Pattern NO =
            Pattern.compile(
                    "(?im)^[\\s^~-]{0,200}(?:"
                            + "(?:error: ?)?%+ ?(?:error:? ?)?(?:invalid|unknown|unrecognized|unrecognised|incomplete|ambiguous"
                            + "|bad|permission|authorization|access|command|wrong|too many|type |not )"
                            + "|% ?\\S{2,12} (?:is )?(?:not|isn't) (?:enabled|running|supported|configured)"
                            + "|(?:error: ?)?(?:invalid|unknown|unrecognized|unrecognised|incomplete|ambiguous)"
                            + " (?:input|command|syntax|argument|parameter|action|keyword|token|option)"
                            + "|(?:error: ?)?(?:syntax|command parse|parse|parsing) error"
                            + "|error: ?(?:wrong|too many|incomplete|ambiguous|permission|no such)"
                            + "|(?:error: ?)?command (?:fail|not found|not recogni[sz]ed|rejected|denied|authorization)"
                            + "|bad command name|expected (?:end of )?command|incorrect usage|no such command"
                            + "|\\S{0,60}:? ?.{0,80}(?:: )?(?:command not found|: not found|no such file or directory"
                            + "|permission denied|not authorized|is not a recognized command|no such item)"
                            + ")");

    private Refusal() {}

    static boolean is(String text) {
        return text.length() <= CHARACTERS_MAX
                && text.lines().count() <= LINES_MAX
                && NO.matcher(text).find();
    }
}
