package muster.identify;

import java.util.ArrayList;
import java.util.List;

/** Rules about what commands print: {@code identify/rules/cli/*.yaml}. */
final class CliRules {
    private final List<Example> examples = new ArrayList<>();

    CliRules(List<Entry> files, Products products) {}

    /** Notes all that the evidence says. */
    void read(Evidence.Cli evidence, Draft draft) {}

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
