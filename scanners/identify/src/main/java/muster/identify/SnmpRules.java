package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about what SNMP agents answer: {@code identify/rules/snmp/*.yaml}. */
final class SnmpRules {
    private final List<SnmpRule> rules = new ArrayList<>();
    private final List<SnmpMakers> makers = new ArrayList<>();

    SnmpRules(List<Entry> files, Products products) {
        for (var file : files) {
            for (var id : file.keys()) {
                var entry = file.entry(id);
                if (SnmpMakers.isIn(entry)) {
                    makers.add(new SnmpMakers("snmp/" + id, entry));
                } else {
                    rules.add(new SnmpRule("snmp/" + id, entry, products));
                }
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
    private record Met(SnmpRule rule, Variable by) {}

    /**
     * Notes all that the evidence says: first what the rule says that knows the device best, then
     * standards and habits, last what is only likely.
     */
    void read(Evidence.Snmp evidence, Draft draft) {
        var recording = Recording.of(evidence.snmprec());
        var met = met(recording);
        var best = best(met, recording);
        best.filter(one -> !one.rule().isFallback())
                .ifPresent(one -> one.rule().read(recording, one.by(), draft));
        others(met, false, recording, draft);
        SystemGroup.readName(recording, draft);
        var entities = new EntityTable(recording);
        entities.readChassis(draft);
        tables(recording, draft);
        var maker = SystemGroup.maker(recording);
        maker.ifPresent(one -> readMaker(one, draft));
        others(met, true, recording, draft);
        for (var one : SystemGroup.makers(recording)) {
            new VendorTree(recording, one).read(draft);
        }
        best.ifPresent(one -> one.rule().read(recording, one.by(), draft));
        entities.readFirmware(draft);
        maker.ifPresent(one -> one.readName(draft));
    }

    private void readMaker(SystemGroup.Maker maker, Draft draft) {
        makers.stream()
                .max(Comparator.comparingInt(one -> one.arcs(maker)))
                .ifPresent(one -> one.read(maker, draft));
    }

    /** Of the rules that name a product the most specific. */
    private static Optional<Met> best(List<Met> met, Recording recording) {
        return met.stream()
                .filter(one -> one.rule().hasProduct())
                .max(Comparator.comparingInt(one -> one.rule().specificity(recording)));
    }

    /** The rules that name no product, in their files' order. */
    private static void others(
            List<Met> met, boolean isFallback, Recording recording, Draft draft) {
        met.stream()
                .filter(one -> !one.rule().hasProduct() && one.rule().isFallback() == isFallback)
                .forEach(one -> one.rule().read(recording, one.by(), draft));
    }

    private static void tables(Recording recording, Draft draft) {
        new EntityTable(recording).readModules(draft);
        var interfaces = new IfTable(recording);
        interfaces.read(draft);
        new LldpTable(recording, interfaces).read(draft);
        CdpTable.read(recording, interfaces, draft);
        ArpTable.read(recording, interfaces, draft);
        new BridgeTable(recording, interfaces).read(draft);
        HrSoftware.read(recording, draft);
    }

    /** The rules that are about the device. */
    private List<Met> met(Recording recording) {
        var met = new ArrayList<Met>();
        for (var rule : rules) {
            rule.met(recording).ifPresent(by -> met.add(new Met(rule, by)));
        }
        return met;
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
        return Stream.concat(
                        rules.stream().map(SnmpRule::examples),
                        makers.stream().map(SnmpMakers::examples))
                .flatMap(List::stream)
                .toList();
    }
}
