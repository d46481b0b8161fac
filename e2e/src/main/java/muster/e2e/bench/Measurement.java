package muster.e2e.bench;

import java.util.function.Consumer;

/** One thing that is measured; it reports each figure as soon as it has it. */
public interface Measurement {
    /** The word that picks it on the command line. */
    String name();

    void measure(Consumer<Figure> report) throws Exception;
}
