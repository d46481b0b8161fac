package muster.identify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import muster.identify.SnmpMatch.Found;
import org.jspecify.annotations.Nullable;

/**
 * One rule about SNMP agents.
 *
 * <p>{@code oid} lists the sysObjectIDs it is about (each with all below it), {@code has} the
 * variables that must be there, {@code product} what the device then is; {@code version}, {@code
 * model} and the other answers list where they stand, the best first. Of the rules with a product
 * that are met, the most specific is believed; rules without one add what is then still unknown, in
 * the order of their files, a {@code fallback} last of all.
 */
final class SnmpRule {
    /** The answers that a rule can look for. */
    private static final List<Field> FIELDS =
            List.of(
                    Field.VENDOR,
                    Field.VERSION,
                    Field.MODEL,
                    Field.SERIAL,
                    Field.HOSTNAME,
                    Field.TYPE);

    private final String id;
    private final List<Oid> objectIds = new ArrayList<>();
    private final List<SnmpMatch> has = new ArrayList<>();
    private final boolean isFallback;
    private final @Nullable Product product;
    private final Map<Field, List<SnmpSource>> sources = new EnumMap<>(Field.class);
    private final List<Example> examples = new ArrayList<>();

    SnmpRule(String id, Entry entry, Products products) {
        this.id = id;
        entry.texts("oid").forEach(oid -> objectIds.add(SnmpNames.oid(oid)));
        entry.texts("has").forEach(text -> has.add(SnmpMatch.of(text)));
        isFallback = "true".equals(entry.text("fallback"));
        var productId = entry.text("product");
        product = productId == null ? null : products.get(productId);
        for (var field : FIELDS) {
            var list = sources(entry, field.word());
            if (!list.isEmpty()) {
                sources.put(field, list);
            }
        }
        for (var example : entry.entries("examples")) {
            examples.add(example(id, example));
        }
        entry.requireAllAsked();
    }

    /** What must be there. */
    Stream<SnmpMatch> conditions() {
        return has.stream();
    }

    /** What answers are read from. */
    Stream<SnmpMatch> sources() {
        return sources.values().stream().flatMap(List::stream).flatMap(SnmpSource::matches);
    }

    private static List<SnmpSource> sources(Entry entry, String field) {
        var sources = new ArrayList<SnmpSource>();
        switch (entry.raw(field)) {
            case null -> {}
            case String text -> sources.add(SnmpSource.of(text));
            case List<?> list -> {
                for (var one : list) {
                    sources.add(
                            one instanceof String text
                                    ? SnmpSource.of(text)
                                    : SnmpSource.of(Entry.of(entry.id() + "." + field, one)));
                }
            }
            case Object one -> sources.add(SnmpSource.of(Entry.of(entry.id() + "." + field, one)));
        }
        return sources;
    }

    /** Variables as {@code name or OID: value}; everything but {@code given} is expected. */
    static Example example(String id, Entry entry) {
        var snmprec = new StringBuilder();
        entry.map("given")
                .forEach((name, value) -> {
                    var oid = SnmpNames.oid(name);
                    boolean isOid = oid.equals(SnmpNames.SYS_OBJECT_ID);
                    snmprec.append(oid)
                            .append(isOid ? "|6|" : "|4e|")
                            .append(isOid ? Oid.ofRule(value) : escaped(value))
                            .append('\n');
                });
        var expected = new LinkedHashMap<String, Object>();
        for (var key : entry.keys()) {
            var value = entry.raw(key);
            if (!key.equals("given") && value != null) {
                expected.put(key, value);
            }
        }
        return new Example(id, new Evidence.Snmp(snmprec.toString()), expected);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** Whether it is only asked for what nothing better says. */
    boolean isFallback() {
        return isFallback;
    }

    boolean hasProduct() {
        return product != null;
    }

    /** Variables that carry what is met, or empty where the rule is not about this device. */
    Optional<Variable> met(Recording recording) {
        var met = objectIds.isEmpty() ? Optional.<Variable>empty() : objectId(recording);
        boolean isMet = objectIds.isEmpty() || met.isPresent();
        for (var match : has) {
            var found = isMet ? match.find(recording) : Optional.<Variable>empty();
            isMet = found.isPresent();
            met = met.or(() -> found);
        }
        return isMet ? met : Optional.empty();
    }

    private Optional<Variable> objectId(Recording recording) {
        var said = recording.find(SnmpNames.SYS_OBJECT_ID);
        return said.filter(one -> objectIdLength(one.text()) > 0);
    }

    /** How many arcs of a device's sysObjectID it names; a fallback names none to speak of. */
    int specificity(Recording recording) {
        int arcs =
                recording
                        .find(SnmpNames.SYS_OBJECT_ID)
                        .map(one -> objectIdLength(one.text()))
                        .orElse(0);
        return isFallback ? has.size() : (1 + arcs) * CONDITIONS_MAX + has.size();
    }

    private static final int CONDITIONS_MAX = 100;

    private int objectIdLength(String said) {
        return Oid.find(said).stream()
                .flatMapToInt(device ->
                        objectIds.stream().filter(device::isAtOrBelow).mapToInt(Oid::length))
                .max()
                .orElse(0);
    }

    /** Notes what it finds. */
    void read(Recording recording, Variable met, Draft draft) {
        sources.forEach((field, list) ->
                first(list, recording)
                        .ifPresent(found ->
                                draft.say(field, found.value(), found.variable().why(id))));
        if (product != null) {
            draft.say(product, met.why(id));
        }
    }

    private static Optional<Found> first(List<SnmpSource> sources, Recording recording) {
        for (var source : sources) {
            var found = source.find(recording);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
