package muster.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command printed, without what else stands in a transcript: prompts, pagers, colours,
 * messages of the log. Each line keeps what it was, word for word.
 */
final class Printed {
    /** Tables beyond are cut. */
    static final int LINES_MAX = 100_000;

    /** Facts are looked for in the beginning. */
    static final int TEXT_CHARACTERS_MAX = 256 * 1024;

    static final int LINE_CHARACTERS_MAX = 1_000;

    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\u001b(?:\\[[0-9;?]{0,12}[A-Za-z]|\\][^\u0007]{0,80}\u0007|[()][A-Z0-9])");
    private static final Pattern PAGER =
            Pattern.compile(
                    "<?-{1,5} ?\\(?more\\)?(?: [^-\b]{1,60})?-{1,5}>?|--\\(?more[^)-]{0,20}\\)?--"
                            + "|-- MORE --, next page: .{0,60}quit: Control-C"
                            + "|lines \\d{1,6}-\\d{1,6}(?: \\(END\\))?(?=\\s*(?:\b|$))"
                            + "|Press any key to continue.{0,60}|<--- More --->",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ERASED = Pattern.compile("\b+ *\b*");

    /** The widest gap of a table; more blanks only cost time. */
    private static final Pattern GAP = Pattern.compile(" {120,}");

    private static final String WIDEST = " ".repeat(120);

    private static final Pattern LOGGED =
            Pattern.compile(
                    "^(?:<\\d{1,3}>)?[*.]?(?:\\d{1,7}: )?(?:\\S{1,40}: )?[*.]?\\w{3} +\\d{1,2} (?:\\d{4} )?[\\d:]{8}"
                            + "\\S{0,12}(?: \\S{1,40}){0,4} ?%[A-Za-z0-9_]{2,40}-\\d-[A-Za-z0-9_]{2,60}:"
                            + "|^[*.]?%[A-Z0-9_]{2,40}-\\d-[A-Z0-9_]{2,60}:"
                            + "|^\\d\\d:\\d\\d:\\d\\d echo: |^%\\w{2,20}/\\d/\\w{2,40}(?:\\(\\w\\))?:"
                            + "|^%\\w{3} +\\d{1,2} [\\d:.]{8,14} \\d{4} \\S{1,64} \\w+/\\d/\\w+");

    /** Before a command: {@code core1#}, {@code <core1>}, {@code noc@core1>}. */
    private static final Pattern PROMPT =
            Pattern.compile(
                    "^(?:RP/\\d/\\w{1,8}/\\w{1,8}:|\\*?[A-D]:|\\{\\w{1,20}:?\\w{0,9}\\} ?)?"
                            + "[<\\[]?(?:[\\w.-]{1,40}@)?(?<host>[A-Za-z0-9][\\w.-]{0,62})"
                            + "(?::[~/\\w.-]{1,60})?(?:[(/][\\w/ :.-]{1,40}\\)?)?[\\])]? ?[>#$%\\]] ?(?<typed>.*)$");

    /**
     * A line.
     *
     * @param text to be read by rules
     * @param original to be shown
     */
    record Line(String text, String original) {}

    private final List<Line> lines;
    private final String text;
    private final @Nullable Line prompt;
    private final @Nullable String hostname;

    private Printed(List<Line> lines, @Nullable Line prompt, @Nullable String hostname) {
        this.lines = lines;
        this.prompt = prompt;
        this.hostname = hostname;
        var all = new StringBuilder();
        for (var line : lines) {
            if (all.length() + line.text().length() >= TEXT_CHARACTERS_MAX) {
                break;
            }
            all.append(line.text()).append('\n');
        }
        text = all.toString();
    }

    static Printed of(String command, String output) {
        var typed = typed(command);
        var lines = new ArrayList<Line>();
        Line prompt = null;
        String hostname = null;
        for (var original : (Iterable<String>) output.lines().limit(LINES_MAX)::iterator) {
            var cut = original.substring(0, Math.min(original.length(), LINE_CHARACTERS_MAX));
            var line = cleaned(cut);
            var match = Patience.matcher(PROMPT, line);
            boolean blank = line.isBlank();
            if (!blank && match.matches() && isTyped(match, typed)) {
                prompt = prompt == null ? new Line(line, original) : prompt;
                hostname = hostname == null ? match.group("host") : hostname;
            } else if (blank ? endsParagraph(lines) : !Patience.matcher(LOGGED, line).find()) {
                lines.add(new Line(blank ? "" : line, original));
            }
        }
        return new Printed(lines, prompt, hostname);
    }

    /** Of several empty lines one is kept. */
    private static boolean endsParagraph(List<Line> lines) {
        return !lines.isEmpty() && !lines.getLast().text().isEmpty();
    }

    private static String typed(String command) {
        return command.replace('_', ' ').strip();
    }

    private static boolean isTyped(Matcher prompt, String command) {
        var typed = prompt.group("typed").replace('_', ' ').strip();
        return typed.equals(command) && !command.isEmpty();
    }

    private static String cleaned(String line) {
        if (line.indexOf('\u001b') >= 0) {
            line = Patience.matcher(ESCAPE, line).replaceAll("");
        }
        var pager = Patience.matcher(PAGER, line);
        if (pager.find()) {
            // What the pager wiped away is blanks before the next line.
            line = pager.replaceAll("").replaceAll("[\b\r]", "").stripLeading();
        }
        line = ERASED.matcher(line).replaceAll("");
        int overwritten = line.stripTrailing().lastIndexOf('\r');
        line = line.substring(overwritten + 1).stripTrailing();
        return GAP.matcher(line).replaceAll(WIDEST).replace('\u00a0', ' ');
    }

    List<Line> lines() {
        return lines;
    }

    /** The beginning of it, lines ended by {@code \n}. */
    String text() {
        return text;
    }

    /** The line at an offset of the text, word for word. */
    String original(int offset) {
        int line = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return lines.get(line).original();
    }

    /** The line in which the command was typed, if it is there. */
    @Nullable Line prompt() {
        return prompt;
    }

    /** What the prompt calls the device. */
    @Nullable String hostname() {
        return hostname;
    }
}
