package muster.demo;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Something that happens in the story.
 *
 * @param ago how long before it is told
 * @param hostname to whom
 * @param words what it happens with, as the act needs it
 */
record Event(Duration ago, String hostname, Act act, String words) {
    private static final int CELLS = 4;

    /** What can happen; {@code story.txt} says what each means. */
    enum Act {
        REPORTS,
        UPGRADES,
        BECOMES,
        MOVES,
        IMPORTS,
        SILENT,
        RETIRES
    }

    /** The whole story, the oldest first. */
    static List<Event> all() {
        return Recordings.rows("story.txt", CELLS).stream()
                .map(Event::of)
                .sorted(Comparator.comparing(Event::ago).reversed())
                .toList();
    }

    private static Event of(List<String> cells) {
        return new Event(
                // "29d 20h" is PT's 29DT20H.
                Duration.parse("P" + cells.get(0).toUpperCase(Locale.ROOT).replace("D ", "DT")),
                cells.get(1),
                Act.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
                cells.get(3));
    }
}
