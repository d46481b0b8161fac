package muster.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import muster.wire.MacAddress;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/** A machine of the story: what it says of itself, and what is on it just now. */
final class Machine {
    private static final int CELLS = 10;

    private final String hostname;
    private final String type;
    private final @Nullable String system;
    private final String kind;
    private final @Nullable String serial;
    private final @Nullable String hardwareUuid;
    private final MacAddress card;
    private final Map<String, SoftwareFact> software = new LinkedHashMap<>();
    private @Nullable String release;
    private IpAddress address;
    private boolean reporting;

    private Machine(List<String> cells) {
        hostname = cells.get(0);
        type = cells.get(1);
        system = told(cells.get(2));
        release = told(cells.get(3));
        kind = cells.get(4);
        address = IpAddress.of(cells.get(5));
        serial = told(cells.get(6));
        hardwareUuid = told(cells.get(7));
        card = MacAddress.of(cells.get(8));
        Recordings.software(cells.get(9)).forEach(one -> software.put(one.name(), one));
    }

    /** All machines before anything happened, by their names. */
    static Map<String, Machine> all() {
        return Recordings.rows("devices.txt", CELLS).stream()
                .map(Machine::new)
                .collect(
                        Collectors.toMap(
                                machine -> machine.hostname,
                                machine -> machine,
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    /** What its inventory is at this moment. */
    Inventory inventory() {
        return new Inventory(
                new DeviceFacts(
                        hostname,
                        address,
                        system,
                        release,
                        null,
                        type,
                        serial,
                        hardwareUuid,
                        List.of(card)),
                List.copyOf(software.values()));
    }

    String hostname() {
        return hostname;
    }

    /** Whether it goes on to report by itself. */
    boolean isReporting() {
        return reporting;
    }

    /** Is after this as the event leaves it. */
    void follow(Event event) {
        switch (event.act()) {
            case REPORTS -> Recordings.words(event.words()).forEach(this::change);
            case UPGRADES -> Recordings.software(event.words()).forEach(this::upgrade);
            case BECOMES -> release = event.words();
            case MOVES -> address = IpAddress.of(event.words());
            case IMPORTS, SILENT, RETIRES -> {}
        }
        reporting =
                switch (event.act()) {
                    case REPORTS, UPGRADES, BECOMES, MOVES -> true;
                    case IMPORTS -> reporting;
                    case SILENT, RETIRES -> false;
                };
    }

    /** {@code name=version} or {@code -name}. */
    private void change(String word) {
        if (word.startsWith("-")) {
            software.remove(word.substring(1));
        } else {
            var equals = word.indexOf('=');
            install(word.substring(0, equals), word.substring(equals + 1));
        }
    }

    private void upgrade(SoftwareFact newer) {
        software.computeIfPresent(newer.name(), (name, old) -> newer);
    }

    private void install(String name, String version) {
        var before = software.get(name);
        var architecture = before == null ? null : before.architecture();
        software.put(
                name, new SoftwareFact(null, name, version, kind, architecture, null, null, null));
    }

    private static @Nullable String told(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
