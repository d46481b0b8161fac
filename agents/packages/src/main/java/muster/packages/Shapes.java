package muster.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All shapes made of lines; where two fit a paste equally well, the earlier one is meant. */
final class Shapes {
    private static final List<Shape> ALL =
            List.of(
                    new DpkgStatus(),
                    new DpkgTable(),
                    new AptRows(),
                    new ApkDatabase(),
                    new ApkList(),
                    new ApkNames(),
                    new RpmInfo(),
                    new RpmNames(),
                    new DnfRows(),
                    new RpmFields(),
                    new DpkgFields());

    private Shapes() {}

    /** The shapes of one format, or of all where it is null. */
    static List<Shape> of(@Nullable Format format) {
        return ALL.stream().filter(shape -> format == null || shape.format() == format).toList();
    }
}
