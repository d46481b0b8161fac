package muster.packages;

/**
 * The columns of one {@code dpkg -l} table, and whether a terminal cut them.
 *
 * <p>Until version 1.19.1 dpkg shortened names and versions to fit the terminal, without a sign. A
 * whole table's columns are as wide as their longest entry, so hardly more than one entry fills
 * them; in a cut table many descriptions do.
 */
final class DpkgColumns {
    /** Newer versions shorten descriptions only, to this width. */
    private static final int DESCRIPTION_OF_WHOLE_TABLES = 80;

    private static final int STATUS = 4;

    private final int nameWidth;
    private final int versionWidth;
    private final int descriptionStart;
    private final int descriptionWidth;
    private int longestLine;
    private int linesAsLong;
    private int namesThatFill;

    private DpkgColumns(
            int nameWidth, int versionWidth, int descriptionStart, int descriptionWidth) {
        this.nameWidth = nameWidth;
        this.versionWidth = versionWidth;
        this.descriptionStart = descriptionStart;
        this.descriptionWidth = descriptionWidth;
    }

    /** From the ruled line, {@code +++-====-====-====-====}. */
    static DpkgColumns ofRule(String rule) {
        String[] columns = rule.substring(STATUS).split("-", 5);
        int name = columns[0].length();
        int version = columns.length > 1 ? columns[1].length() : 0;
        int description = columns[columns.length - 1].length();
        return new DpkgColumns(name, version, rule.length() - description, description);
    }

    /** From where the words of a row begin, for a table without its header. */
    static DpkgColumns ofRow(String row) {
        int version = wordAfter(row, STATUS);
        int architecture = wordAfter(row, version);
        int description = wordAfter(row, architecture);
        return new DpkgColumns(version - 1 - STATUS, architecture - 1 - version, description, 0);
    }

    private static int wordAfter(String row, int from) {
        int at = Math.min(from, row.length());
        while (at < row.length() && !Text.isBlank(row.charAt(at))) {
            at++;
        }
        return Text.skipBlanks(row, at);
    }

    void see(DpkgTable.Row row) {
        int length = row.line().text().length();
        if (length > longestLine) {
            longestLine = length;
            linesAsLong = 1;
        } else if (length == longestLine) {
            linesAsLong++;
        }
        namesThatFill += row.name().length() == nameWidth ? 1 : 0;
    }

    /** Whether this row's name or version was cut, as far as can be told. */
    boolean cut(DpkgTable.Row row) {
        boolean fills = row.name().length() == nameWidth || row.version().length() == versionWidth;
        return fills && tableIsCut();
    }

    private boolean tableIsCut() {
        int width = descriptionWidth > 0 ? descriptionWidth : longestLine - descriptionStart;
        boolean linesReachTheEdge = longestLine == descriptionStart + width && linesAsLong > 1;
        return width != DESCRIPTION_OF_WHOLE_TABLES && (linesReachTheEdge || namesThatFill > 1);
    }
}
