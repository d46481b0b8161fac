package muster.devices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import muster.wire.DeviceFacts;
import muster.wire.IpAddress;
import muster.wire.MacAddress;
import org.jspecify.annotations.Nullable;

/** All that is said about one device: of each thing, every source's word. */
public final class Facts {
    /** What can be said of a device. */
    enum Name {
        HOSTNAME,
        IP_ADDRESS,
        OS_NAME,
        OS_VERSION,
        AGENT_VERSION,
        ASSET_TYPE,
        SERIAL,
        HARDWARE_UUID,
        MAC_ADDRESSES,
        KERNEL,
        ARCHITECTURE,
        VENDOR,
        MODEL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Name of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** One source's word on one thing, and since when it says so. */
    record Fact(Name name, Provenance provenance, String value, Instant since) {}

    /**
     * A source's word as pages show it.
     *
     * @param shown whether it is the device's
     * @param why it is the {@code only} word, the {@code strongest} of several, or a {@code weaker}
     *     one
     */
    public record Told(
            String name,
            Provenance provenance,
            String value,
            Instant since,
            boolean shown,
            String why) {
        static final String ONLY = "only";
        static final String STRONGEST = "strongest";
        static final String WEAKER = "weaker";
    }

    /** The strongest word on one thing is another than before. */
    record Change(Name name, String before, String after) {}

    private final List<Fact> facts;

    Facts(List<Fact> facts) {
        this.facts = List.copyOf(facts);
    }

    /** Of what a source says twice, of two devices that are one, only its last word. */
    static Facts newest(List<Fact> facts) {
        var newest = new LinkedHashMap<Map.Entry<Name, Provenance>, Fact>();
        facts.forEach(fact ->
                newest.merge(
                        Map.entry(fact.name(), fact.provenance()),
                        fact,
                        (one, other) -> other.since().isAfter(one.since()) ? other : one));
        return new Facts(List.copyOf(newest.values()));
    }

    /** Who says something. */
    Set<Provenance> sources() {
        return facts.stream().map(Fact::provenance).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What of this sighting is new: the same word from the same source is not. */
    List<Fact> news(DeviceFacts said, Provenance provenance, Instant now) {
        var known =
                facts.stream()
                        .filter(fact -> fact.provenance() == provenance)
                        .collect(Collectors.toMap(Fact::name, Fact::value));
        return values(said).entrySet().stream()
                .filter(value -> !value.getValue().equals(known.get(value.getKey())))
                .map(value -> new Fact(value.getKey(), provenance, value.getValue(), now))
                .toList();
    }

    Facts with(List<Fact> news) {
        var all = new ArrayList<>(news);
        facts.stream()
                .filter(old -> news.stream().noneMatch(fact -> replaces(fact, old)))
                .forEach(all::add);
        return new Facts(all);
    }

    /** The word of the strongest source. */
    Optional<Fact> best(Name name) {
        return facts.stream()
                .filter(fact -> fact.name() == name)
                .min(Comparator.comparing(Fact::provenance));
    }

    boolean isEmpty() {
        return facts.isEmpty();
    }

    List<Fact> all() {
        return facts;
    }

    List<Told> told() {
        return facts.stream()
                .sorted(Comparator.comparing(Fact::name).thenComparing(Fact::provenance))
                .map(this::told)
                .toList();
    }

    private Told told(Fact fact) {
        var shown = best(fact.name()).filter(fact::equals).isPresent();
        var alone = facts.stream().filter(other -> other.name() == fact.name()).count() == 1;
        return new Told(
                fact.name().word(),
                fact.provenance(),
                fact.value(),
                fact.since(),
                shown,
                alone ? Told.ONLY : shown ? Told.STRONGEST : Told.WEAKER);
    }

    /** What this source says of it. */
    Optional<String> said(Name name, Provenance provenance) {
        return facts.stream()
                .filter(fact -> fact.name() == name && fact.provenance() == provenance)
                .map(Fact::value)
                .findFirst();
    }

    @Nullable String value(Name name) {
        return best(name).map(Fact::value).orElse(null);
    }

    /** The strongest source that says anything at all. */
    Provenance strongest() {
        return facts.stream()
                .map(Fact::provenance)
                .min(Comparator.naturalOrder())
                .orElse(Provenance.PASSIVE);
    }

    List<Change> changesSince(Facts before) {
        var changes = new ArrayList<Change>();
        for (var name : Name.values()) {
            var was = before.value(name);
            var is = value(name);
            if (was != null && is != null && !was.equals(is)) {
                changes.add(new Change(name, was, is));
            }
        }
        return changes;
    }

    private static boolean replaces(Fact fact, Fact old) {
        return fact.name() == old.name() && fact.provenance() == old.provenance();
    }

    private static Map<Name, String> values(DeviceFacts said) {
        var values = new EnumMap<Name, String>(Name.class);
        put(values, Name.HOSTNAME, said.hostname());
        put(values, Name.IP_ADDRESS, ip(said.ipAddress()));
        put(values, Name.OS_NAME, said.osName());
        put(values, Name.OS_VERSION, said.osVersion());
        put(values, Name.AGENT_VERSION, said.agentVersion());
        put(values, Name.ASSET_TYPE, said.assetType());
        put(values, Name.SERIAL, said.serial());
        put(values, Name.HARDWARE_UUID, said.hardwareUuid());
        var macs = said.macAddresses().stream().map(MacAddress::text).toList();
        put(values, Name.MAC_ADDRESSES, macs.isEmpty() ? null : String.join(" ", macs));
        put(values, Name.KERNEL, said.kernel());
        put(values, Name.ARCHITECTURE, said.architecture());
        put(values, Name.VENDOR, said.vendor());
        put(values, Name.MODEL, said.model());
        return values;
    }

    private static @Nullable String ip(@Nullable IpAddress address) {
        return address == null ? null : address.text();
    }

    private static void put(Map<Name, String> values, Name name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
