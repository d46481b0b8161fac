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

    /**
     * Without its header nobody can tell how wide a table was meant to be: nothing counts as cut.
     */
    static DpkgColumns unknown() {
        return new DpkgColumns(-1, -1, 0, DESCRIPTION_OF_WHOLE_TABLES);
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
        boolean linesReachTheEdge =
                longestLine == descriptionStart + descriptionWidth && linesAsLong > 1;
        return descriptionWidth != DESCRIPTION_OF_WHOLE_TABLES
                && (linesReachTheEdge || namesThatFill > 1);
    }
}
