package muster.events;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of events as it is sent: one JSON object a line. Understood whole or refused whole, with
 * the line that is at fault.
 *
 * @see <a href="https://github.com/ndjson/ndjson-spec">NDJSON</a>
 */
public final class EventLines {
    public static final int BYTES_MAX = 8 * 1024 * 1024;
    public static final int LINES_MAX = 5_000;
    public static final int LINE_BYTES_MAX = 32 * 1024;
    public static final int DEPTH_MAX = 16;
    public static final int TEXT_LETTERS_MAX = 512;

    private final List<Event> events;
    private final int bytes;

    /** It is not what a batch of events looks like. */
    public static final class Malformed extends RuntimeException {
        private final boolean tooLarge;

        private Malformed(String why, boolean tooLarge) {
            super(why, null, false, false);
            this.tooLarge = tooLarge;
        }

        Malformed(String why) {
            this(why, false);
        }

        private Malformed in(int line) {
            return new Malformed("line %,d: %s".formatted(line, getMessage()), tooLarge);
        }

        /** Whether there is too much of it, rather than something wrong with it. */
        public boolean isTooLarge() {
            return tooLarge;
        }
    }

    private EventLines(List<Event> events, int bytes) {
        this.events = List.copyOf(events);
        this.bytes = bytes;
    }

    /**
     * Reads a batch.
     *
     * @param inflated at most {@value #BYTES_MAX} bytes
     * @throws Malformed some line is no event; the message says which and why
     */
    public static EventLines decode(byte[] inflated) {
        if (inflated.length > BYTES_MAX) {
            throw new Malformed(
                    "%,d bytes, at most %,d".formatted(inflated.length, BYTES_MAX), true);
        }
        var text = characters(inflated);
        var events = new ArrayList<Event>();
        int line = 0;
        for (int from = 0; from < text.length(); ) {
            int to = end(text, from);
            line++;
            int last = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
            if (last > from) {
                if (events.size() == LINES_MAX) {
                    throw new Malformed("more than %,d events".formatted(LINES_MAX), true);
                }
                events.add(event(text, from, last, line));
            }
            from = to + 1;
        }
        if (events.isEmpty()) {
            throw new Malformed("no event: each line is to be one");
        }
        return new EventLines(events, inflated.length);
    }

    private static int end(CharBuffer text, int from) {
        var characters = text.array();
        int to = from;
        while (to < text.length() && characters[text.arrayOffset() + to] != '\n') {
            to++;
        }
        return to;
    }

    private static Event event(CharBuffer text, int from, int to, int line) {
        try {
            return EventReader.read(text.slice(from, to - from));
        } catch (Malformed malformed) {
            throw malformed.in(line);
        }
    }

    private static CharBuffer characters(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Malformed("line %,d: not valid UTF-8".formatted(lineOfBadBytes(bytes)));
        }
    }

    /** Found by trying line by line, which only who sends rubbish pays for. */
    private static int lineOfBadBytes(byte[] bytes) {
        int line = 0;
        for (int from = 0; from < bytes.length; ) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            line++;
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            } catch (CharacterCodingException e) {
                return line;
            }
            from = to + 1;
        }
        return line;
    }

    List<Event> events() {
        return events;
    }

    public int size() {
        return events.size();
    }

    /** As they were sent. */
    int bytes() {
        return bytes;
    }
}
