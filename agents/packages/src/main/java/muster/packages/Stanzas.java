package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * A shape in which a package is a stanza: its fields, a line each, and an empty line behind them.
 */
interface Stanzas extends Shape {
    /** What a line is to the stanza it stands in. */
    enum Part {
        /** Only ever the first field of a stanza. */
        BEGINNING,
        FIELD,
        /** The rest of the field before, which nobody needs. */
        CONTINUATION,
        /** No line of such a database. */
        NONE
    }

    /** The fields of one package. */
    interface Stanza {
        /** Takes a line that is a field. */
        void field(String line);

        /** Adds the package, now that all its fields are known. */
        void into(Harvest harvest);
    }

    Part part(String line);

    /** A stanza without fields that begins at this line. */
    Stanza stanza(Line first);

    @Override
    default void read(Iterable<Line> lines, Harvest harvest) {
        Stanza stanza = null;
        int lineBefore = 0;
        for (Line line : lines) {
            var part = part(line.text());
            // Blank lines do not arrive here: a gap in the numbers is one.
            boolean gap = line.number() > lineBefore + 1;
            lineBefore = line.number();
            if (part == Part.NONE) {
                harvest.unread(line, "not a line of " + name());
            } else if (part != Part.CONTINUATION) {
                if (stanza == null || gap || part == Part.BEGINNING) {
                    close(stanza, harvest);
                    stanza = stanza(line);
                }
                stanza.field(line.text());
            }
        }
        close(stanza, harvest);
    }

    private static void close(@Nullable Stanza stanza, Harvest harvest) {
        if (stanza != null) {
            stanza.into(harvest);
        }
    }
}
