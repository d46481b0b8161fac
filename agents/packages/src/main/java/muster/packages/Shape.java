package muster.packages;

/** One shape in which package lists come, with the command that prints it. */
interface Shape {
    Format format();

    /** The command or file, as people know it. */
    String name();

    /**
     * Whether other things look alike, so that most lines must fit before a paste is taken for it.
     */
    default boolean loose() {
        return false;
    }

    void read(Iterable<Line> lines, Harvest harvest);

    /** A shape in which each line stands for itself. */
    interface Rows extends Shape {
        /** Reads a line if it is one of this shape; says whether it was. */
        boolean row(Line line, Harvest harvest);

        @Override
        default void read(Iterable<Line> lines, Harvest harvest) {
            for (Line line : lines) {
                if (!row(line, harvest)) {
                    harvest.unread(line, "not a line of " + name());
                }
            }
        }
    }
}
