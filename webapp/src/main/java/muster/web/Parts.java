package muster.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The small values that pages hand to the components of templates/components. */
public final class Parts {
    private Parts() {}

    /** A link with its text: breadcrumbs, exports, actions. */
    public record Link(String text, String href) {}

    /** One of several: a tab, a facet chip. A chip's href is the page with it toggled. */
    public record Choice(String text, String href, boolean current, @Nullable Long count) {
        /** A choice without a count. */
        public static Choice of(String text, String href, boolean current) {
            return new Choice(text, href, current, null);
        }

        /** The same choice, saying how much it leads to; null = nobody counted. */
        public Choice counting(@Nullable Long count) {
            return new Choice(text, href, current, count);
        }
    }

    /**
     * A table's column heading.
     *
     * @param href sorts by this column, or turns its order round; null = not sortable
     * @param figure numbers, set to the right
     */
    public record Heading(String text, @Nullable String href, Order order, boolean figure) {
        /** A heading nobody can sort by. */
        public static Heading of(String text) {
            return new Heading(text, null, Order.NONE, false);
        }
    }

    /** How a column is sorted now. */
    public enum Order {
        NONE("sortable"),
        ASCENDING("ascending"),
        DESCENDING("descending");

        private final String glyph;

        Order(String glyph) {
            this.glyph = glyph;
        }

        /** Its symbol in glyphs.svg. */
        public String glyph() {
            return glyph;
        }

        /** The value of {@code aria-sort}, null when unsorted. */
        public @Nullable String aria() {
            return this == NONE ? null : glyph;
        }
    }

    /**
     * Where a page of rows stands in its list; numbers start at 1.
     *
     * @param total null when counting would cost too much
     */
    public record Pager(
            long first,
            long last,
            @Nullable Long total,
            @Nullable String previous,
            @Nullable String next) {}

    /**
     * An entry of a timeline.
     *
     * @param glyph a symbol of glyphs.svg
     * @param tone good, note, bad or plain
     */
    public record Moment(
            Instant at,
            String glyph,
            String tone,
            String text,
            @Nullable String detail,
            @Nullable String href) {}

    /**
     * One step of a "why": the raw line, the rule, the comparison, the source.
     *
     * @param label what this step is, e.g. "Installed"
     * @param raw shown as code, null if there is nothing verbatim
     * @param note a sentence, may be empty
     * @param href where it comes from, null if nowhere to go
     */
    public record Step(String label, @Nullable String raw, String note, @Nullable String href) {}

    /**
     * A finding that unfolds to its why.
     *
     * @param severity an OCSF word: critical, high, medium, low, none, unknown
     * @param fixed the version that mends it, null when none is known
     */
    public record Finding(
            String id,
            String severity,
            boolean exploited,
            String title,
            String software,
            String installed,
            @Nullable String fixed,
            List<Step> why) {
        public Finding {
            why = List.copyOf(why);
        }
    }

    /**
     * Something to do, and what it brings.
     *
     * @param act before the thing, e.g. "Upgrade"
     * @param thing set in monospace, e.g. "openssl"; null where there is none
     * @param where after the thing, e.g. "on 3 devices"
     * @param effect e.g. "closes 41 findings, 9 critical"
     * @param exploited how many of them are known to be exploited
     */
    public record Todo(
            String act,
            @Nullable String thing,
            String where,
            String effect,
            long exploited,
            @Nullable String href) {}

    /** An option of a choice field. */
    public record Option(String value, String text, boolean selected) {}

    /**
     * A field of a form as it was sent, with what is wrong with it.
     *
     * @param problem null when nothing is
     */
    public record Field(String value, @Nullable String problem) {
        /** A field nobody has filled in yet. */
        public static final Field EMPTY = new Field("", null);
    }

    /** A price plan's card; {@code lines} are what it includes. */
    public record Plan(
            String name,
            String price,
            String per,
            String note,
            List<String> lines,
            Link action,
            boolean recommended) {
        public Plan {
            lines = List.copyOf(lines);
        }
    }

    /** A line of values over time, drawn in a box of 100 by 28 (or any) units. */
    public record Trend(List<Long> values, String from, String to) {
        private static final int WIDTH = 100;
        private static final int HEIGHT = 28;
        private static final int EDGE = 2;

        public Trend {
            values = List.copyOf(values);
        }

        /** The newest value. */
        public long last() {
            return values.isEmpty() ? 0 : values.getLast();
        }

        /** The line's points for a polyline; a single value is a level line. */
        public String line() {
            return values.size() == 1 ? new Trend(level(), from, to).line() : points();
        }

        private List<Long> level() {
            return List.of(last(), last());
        }

        private String points() {
            long low = values.stream().mapToLong(Long::longValue).min().orElse(0);
            long high = values.stream().mapToLong(Long::longValue).max().orElse(0);
            var points = new StringBuilder();
            for (int i = 0; i < values.size(); i++) {
                double x = (double) WIDTH * i / (values.size() - 1);
                double share = high == low ? 0.5 : (double) (values.get(i) - low) / (high - low);
                double y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
            return points.toString().strip();
        }

        /** The same line closed at the bottom, for the tinted area below it. */
        public String area() {
            return "0," + HEIGHT + " " + line() + " " + WIDTH + "," + HEIGHT;
        }
    }
}
