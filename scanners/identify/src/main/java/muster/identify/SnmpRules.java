package muster.identify;

import java.util.ArrayList;
import java.util.List;

/** Rules about what SNMP agents answer: {@code identify/rules/snmp/*.yaml}. */
final class SnmpRules {
    private final List<Example> examples = new ArrayList<>();

    SnmpRules(List<Entry> files, Products products) {}

    /** Notes all that the evidence says. */
    void read(Evidence.Snmp evidence, Draft draft) {}

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
