package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makers of one type of devices, for devices of which no rule knows more than whose they are.
 *
 * <p>{@code makers} are the arcs of whom a device's {@code sysObjectID} tells and what people call
 * them; {@code type} is what nearly all is that they make.
 */
final class SnmpMakers {
    private final String id;
    private final String type;
    private final Map<Oid, String> names = new LinkedHashMap<>();
    private final List<Example> examples = new ArrayList<>();

    SnmpMakers(String id, Entry entry) {
        this.id = id;
        type = entry.required("type");
        entry.map("makers").forEach((arc, name) -> names.put(SnmpNames.oid(arc), name));
        for (var example : entry.entries("examples")) {
            examples.add(SnmpRule.example(id, example));
        }
        entry.requireAllAsked();
        if (!Identity.TYPES.contains(type)) {
            throw entry.wrong("type", type + " is none of " + Identity.TYPES);
        }
    }

    static boolean isIn(Entry entry) {
        return entry.has("makers");
    }

    /** How long the arc is by which it knows a maker, 0 where it does not. */
    int arcs(SystemGroup.Maker maker) {
        return arc(maker).map(Oid::length).orElse(0);
    }

    private Optional<Oid> arc(SystemGroup.Maker maker) {
        return names.keySet().stream()
                .filter(maker.oid()::isAtOrBelow)
                .max(Comparator.comparingInt(Oid::length));
    }

    /** Notes who made it and what it will be. */
    void read(SystemGroup.Maker maker, Draft draft) {
        arc(maker)
                .ifPresent(arc -> {
                    draft.say(Field.VENDOR, names.get(arc), maker.by().why(id));
                    draft.say(Field.TYPE, type, maker.by().why(id));
                });
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
