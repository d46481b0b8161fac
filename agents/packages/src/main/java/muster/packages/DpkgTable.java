package muster.packages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of {@code dpkg -l}, of any width, with or without its header, in any language. */
final class DpkgTable implements Shape {
    @Override
    public Format format() {
        return Format.DPKG;
    }

    @Override
    public String name() {
        return "dpkg -l";
    }

    @Override
    public void read(Iterable<Line> lines, Harvest harvest) {
        var rows = new ArrayList<Row>();
        var columns = DpkgColumns.unknown();
        for (Line line : lines) {
            Row row = Row.of(line);
            if (line.text().startsWith("+++-")) {
                columns = DpkgColumns.ofRule(line.text());
            } else if (row != null && row.isInstalled()) {
                rows.add(row);
                columns.see(row);
            } else if (row != null) {
                harvest.notInstalled();
            } else if (!isHeader(line.text())) {
                harvest.unread(line, "not a line of dpkg -l");
            }
            refuseTooMany(rows, line);
        }
        add(rows, columns, harvest);
    }

    private static void refuseTooMany(List<Row> rows, Line line) {
        // Twice the limit, since a list pasted twice counts once.
        if (rows.size() > 2 * Limits.ITEMS_MAX) {
            throw Harvest.tooMany(line);
        }
    }

    private static void add(List<Row> rows, DpkgColumns columns, Harvest harvest) {
        for (Row row : rows) {
            if (columns.cut(row)) {
                harvest.unread(
                        row.line(),
                        "cut off at the column's width; dpkg -l | cat prints names and versions whole");
            } else if (row.isHalfInstalled()) {
                harvest.unread(row.line(), "half installed: which files are there is unknown");
            } else {
                harvest.add(
                        row.line(),
                        Source.DEB,
                        Debian.name(row.name()),
                        row.version(),
                        row.architecture());
            }
        }
    }

    /**
     * The header's words depend on the language, its signs do not: Desired=Unknown/Install/…, then
     * | bars.
     */
    private static boolean isHeader(String text) {
        return text.startsWith("|")
                || (text.indexOf('=') > 0 && text.indexOf('/') != text.lastIndexOf('/'));
    }

    /** A package's row; the name may carry an architecture, as in libc6:amd64. */
    record Row(
            Line line, String status, String name, String version, @Nullable String architecture) {
        private static final String DESIRED = "uihrp";
        private static final String STATES = "ncHUFWti";
        private static final String STATES_WITH_FILES = "iUFWtH";

        static @Nullable Row of(Line line) {
            String text = line.text();
            if (text.length() < 8
                    || DESIRED.indexOf(text.charAt(0)) < 0
                    || STATES.indexOf(text.charAt(1)) < 0) {
                return null;
            }
            List<String> words = Text.words(text, 5);
            boolean row =
                    words.size() >= 3
                            && words.getFirst().length() <= 3
                            && isName(words.get(1))
                            && (Debian.isVersion(words.get(2)) || words.get(2).startsWith("<"));
            return row
                    ? new Row(
                            line, words.getFirst(), words.get(1), words.get(2), architecture(words))
                    : null;
        }

        /**
         * The architecture after the colon may be cut, even to nothing; the name before it is whole
         * then.
         */
        private static boolean isName(String text) {
            int colon = text.indexOf(':');
            String rest = colon < 0 ? "" : text.substring(colon + 1);
            return Debian.isName(Debian.name(text))
                    && (rest.isEmpty() || Text.consistsOf(rest, "-_"));
        }

        /** Before 2012 the table had no such column, and the description begins in its place. */
        private static @Nullable String architecture(List<String> words) {
            return words.size() > 3 && Debian.isArchitecture(words.get(3)) ? words.get(3) : null;
        }

        boolean isInstalled() {
            return STATES_WITH_FILES.indexOf(status.charAt(1)) >= 0 && !version.startsWith("<");
        }

        boolean isHalfInstalled() {
            return status.charAt(1) == 'H';
        }
    }
}
