package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Rules about what SNMP agents answer: {@code identify/rules/snmp/*.yaml}. */
final class SnmpRules {
    private final List<SnmpRule> rules = new ArrayList<>();

    SnmpRules(List<Entry> files, Products products) {
        for (var file : files) {
            for (var id : file.keys()) {
                rules.add(new SnmpRule("snmp/" + id, file.entry(id), products));
            }
        }
    }

    /** A rule that is met by a device. */
    private record Met(SnmpRule rule, Variable by, int specificity) {}

    /** Notes all that the evidence says. */
    void read(Evidence.Snmp evidence, Draft draft) {
        var recording = Recording.of(evidence.snmprec());
        apply(recording, draft);
        SystemGroup.read(recording, draft);
        var entities = new EntityTable(recording);
        entities.readChassis(draft);
        entities.readModules(draft);
        var interfaces = new IfTable(recording);
        interfaces.read(draft);
        new LldpTable(recording, interfaces).read(draft);
        CdpTable.read(recording, interfaces, draft);
        ArpTable.read(recording, interfaces, draft);
        new BridgeTable(recording, interfaces).read(draft);
        HrSoftware.read(recording, draft);
    }

    private void apply(Recording recording, Draft draft) {
        var met = new ArrayList<Met>();
        for (var rule : rules) {
            rule.met(recording)
                    .ifPresent(by -> met.add(new Met(rule, by, rule.specificity(recording))));
        }
        met.sort(Comparator.comparingInt(Met::specificity).reversed());
        met.stream()
                .filter(one -> one.rule().hasProduct())
                .findFirst()
                .ifPresent(one -> one.rule().read(recording, one.by(), draft));
        met.stream()
                .filter(one -> !one.rule().hasProduct())
                .forEach(one -> one.rule().read(recording, one.by(), draft));
    }

    /** All that the rules read. */
    Stream<Oid> oids() {
        return rules.stream().flatMap(SnmpRule::oids);
    }

    List<Example> examples() {
        return rules.stream().flatMap(rule -> rule.examples().stream()).toList();
    }
}
