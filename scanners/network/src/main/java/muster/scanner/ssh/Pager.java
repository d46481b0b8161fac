package muster.scanner.ssh;

import java.util.regex.Pattern;

/** What a device asks before it goes on; any of them takes a space. */
final class Pager {
    private static final int CHARACTERS_MAX = 120;

    private static final Pattern QUESTION =
            Pattern.compile(
                    "(?i)[-<(\\[ ]*(?:more|lines? \\d{1,9}-\\d{1,9}.*"
                            + "|more: ?<space>.*"
                            + "|more or \\(q\\)uit.*"
                            + "|press (?:any key|(?:the )?<?space(?: ?bar)?>?|<?enter>?|<?return>?)(?!\\w).*"
                            + "|(?:hit|type) (?:any key|<?space(?: ?bar)?>?|<?return>?|<cr>)(?!\\w).*"
                            + "|\\(?more(?: \\d{1,3}%)?\\)?"
                            + "|more,? ?(?:--|<|\\().*)"
                            + "[-.>)\\] ]*");

    /** Signs stand around it, or it is a word of the text. */
    private static final Pattern BARE = Pattern.compile("(?i)more[.:]?");

    private Pager() {}

    /**
     * Whether this is such a question.
     *
     * @param line the one that is not ended
     */
    static boolean asks(String line) {
        var asked = line.strip();
        return !asked.isEmpty()
                && asked.length() <= CHARACTERS_MAX
                && QUESTION.matcher(asked).matches()
                && !BARE.matcher(asked).matches();
    }
}
