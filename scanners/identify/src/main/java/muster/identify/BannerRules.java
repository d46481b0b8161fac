package muster.identify;

import java.util.ArrayList;
import java.util.List;

/** Rules about what services say: {@code identify/rules/banner/*.yaml}. */
final class BannerRules {
    private final List<Example> examples = new ArrayList<>();

    BannerRules(List<Entry> files, Products products) {}

    /** Notes all that the evidence says. */
    void read(Evidence.Banner evidence, Draft draft) {}

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
