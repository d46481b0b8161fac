package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

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

    /** Where rules look. */
    private record Place(boolean isBelowObjectId, Oid oid) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int below = Boolean.compare(isBelowObjectId, other.isBelowObjectId);
            return below == 0 ? oid.compareTo(other.oid) : below;
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

    /** All that the rules read, in the order of their OIDs. */
    List<SnmpQuestion> questions() {
        var taken = new TreeMap<Place, Set<Pattern>>();
        for (var rule : rules) {
            rule.conditions().forEach(match -> note(match, !match.isOfAnything(), taken));
            rule.sources().forEach(match -> note(match, true, taken));
        }
        var questions = new ArrayList<SnmpQuestion>();
        taken.forEach((place, patterns) ->
                questions.add(
                        new SnmpQuestion(
                                place.oid(), place.isBelowObjectId(), List.copyOf(patterns))));
        return questions;
    }

    private static void note(SnmpMatch match, boolean isTaken, Map<Place, Set<Pattern>> taken) {
        var place = new Place(match.isBelowObjectId(), match.oid());
        var patterns = taken.computeIfAbsent(place, _ -> new LinkedHashSet<>());
        if (isTaken) {
            patterns.add(match.pattern());
        }
    }

    List<Example> examples() {
        return rules.stream().flatMap(rule -> rule.examples().stream()).toList();
    }
}
