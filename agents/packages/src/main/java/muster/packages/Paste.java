package muster.packages;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A pasted text without its terminal's traces: colours, carriage returns, prompts, pager leftovers.
 */
final class Paste {
    private final String text;
    private final @Nullable String hostnameHint;
    private final @Nullable Distribution distribution;
    private final boolean json;
    private final int lineCount;

    private Paste(String text) {
        this.text = text;
        var osRelease = new OsRelease();
        String host = null;
        boolean startsAsJson = false;
        int content = 0;
        for (Iterator<Line> all = new Lines(text, false); all.hasNext(); ) {
            var line = all.next();
            var prompt = Prompt.of(line.text());
            if (prompt != null) {
                host = host == null ? prompt.host() : host;
            } else if (OsRelease.isLine(line.text())) {
                osRelease.read(line);
            } else if (!Chatter.is(line.text())) {
                startsAsJson |= content == 0 && line.text().stripLeading().startsWith("{");
                content++;
            }
        }
        this.hostnameHint = host;
        this.distribution = osRelease.distribution();
        this.json = startsAsJson;
        this.lineCount = content;
    }

    /**
     * @throws PackageList.Unreadable it is too large, empty, or not text
     */
    static Paste of(String pasted) {
        if (pasted.length() > Limits.TEXT_CHARACTERS_MAX) {
            throw new PackageList.Unreadable(
                    "The paste has %,d characters, more than the %,d that are read."
                            .formatted(pasted.length(), Limits.TEXT_CHARACTERS_MAX),
                    true);
        }
        refuseWhatIsNoText(pasted);
        var paste = new Paste(Terminal.cleaned(pasted));
        if (paste.lineCount == 0) {
            throw new PackageList.Unreadable("There is nothing to read. " + Unknowns.WHAT_TO_PASTE);
        }
        return paste;
    }

    private static void refuseWhatIsNoText(String pasted) {
        int line = 1;
        for (int at = 0; at < pasted.length(); at++) {
            char character = pasted.charAt(at);
            if (character == '\n') {
                line++;
            } else if (character == 0) {
                throw new PackageList.Unreadable(
                        "Line %,d has a NUL character: this is a binary file, not a package list."
                                .formatted(line));
            } else if (Character.isHighSurrogate(character)
                    && at + 1 < pasted.length()
                    && Character.isLowSurrogate(pasted.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(character)) {
                throw new PackageList.Unreadable(
                        "Line %,d has half a character (a lone surrogate): the text was damaged on its way."
                                .formatted(line));
            }
        }
    }

    String text() {
        return text;
    }

    /** The machine's name in the first prompt that shows one. */
    @Nullable String hostnameHint() {
        return hostnameHint;
    }

    /** What an os-release file pasted along says. */
    @Nullable Distribution distribution() {
        return distribution;
    }

    boolean isJson() {
        return json;
    }

    /** The lines that carry something, in order. */
    Iterable<Line> lines() {
        return () -> new Lines(text, true);
    }

    /** Walks over a text's lines without keeping them. */
    private static final class Lines implements Iterator<Line> {
        private final String text;
        private final boolean contentOnly;
        private int at;
        private int number;
        private @Nullable Line next;

        Lines(String text, boolean contentOnly) {
            this.text = text;
            this.contentOnly = contentOnly;
            this.next = advance();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Line next() {
            Line line = next;
            if (line == null) {
                throw new NoSuchElementException();
            }
            next = advance();
            return line;
        }

        private @Nullable Line advance() {
            while (at < text.length()) {
                int end = text.indexOf('\n', at);
                end = end < 0 ? text.length() : end;
                var line = new Line(++number, cut(at, end));
                at = end + 1;
                if (!contentOnly || (!Chatter.is(line.text()) && Prompt.of(line.text()) == null)) {
                    return line;
                }
            }
            return null;
        }

        private String cut(int from, int to) {
            int end = Math.min(to, from + Limits.LINE_CHARACTERS_MAX);
            while (end > from && Text.isBlank(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(from, end);
        }
    }
}
