package muster.identify;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import muster.identify.Identity.Module;
import org.jspecify.annotations.Nullable;

/** The physical parts of ENTITY-MIB (RFC 6933). */
final class EntityTable {
    private static final String RULE = "ENTITY-MIB";

    private static final String ENTITIES = "1.3.6.1.2.1.47.1.1.1.1.";
    private static final Oid DESCR = Oid.of(ENTITIES + 2);
    private static final Oid CONTAINED_IN = Oid.of(ENTITIES + 4);
    private static final Oid CLASS = Oid.of(ENTITIES + 5);
    private static final Oid NAME = Oid.of(ENTITIES + 7);
    private static final Oid FIRMWARE = Oid.of(ENTITIES + 9);
    private static final Oid SOFTWARE = Oid.of(ENTITIES + 10);
    private static final Oid SERIAL = Oid.of(ENTITIES + 11);
    private static final Oid MODEL = Oid.of(ENTITIES + 13);

    private static final long CHASSIS = 3;
    private static final long STACK = 11;

    /** CISCO-STACKWISE-MIB::cswSwitchRole, a row per chassis. */
    private static final Oid CISCO_SWITCH_ROLE = Oid.of("1.3.6.1.4.1.9.9.500.1.2.1.1.3");

    private static final long MASTER = 1;

    private final Recording recording;

    EntityTable(Recording recording) {
        this.recording = recording;
    }

    /** All parts that have a model or a serial of their own. */
    void readModules(Draft draft) {
        for (var row : recording.rows(CLASS)) {
            var serial = usable(SERIAL, row);
            var model = usable(MODEL, row);
            var named = serial.or(() -> model);
            named.ifPresent(variable ->
                    draft.add(
                            new Module(
                                    text(usable(NAME, row).or(() -> usable(DESCR, row))),
                                    text(model),
                                    text(serial),
                                    text(version(row))),
                            variable.why(RULE)));
        }
    }

    /** What the active chassis says of itself, for a device that no rule knows better. */
    void readChassis(Draft draft) {
        chassis()
                .ifPresent(row -> {
                    say(draft, Field.SERIAL, usable(SERIAL, row));
                    say(draft, Field.MODEL, usable(MODEL, row));
                    say(draft, Field.VERSION, usable(SOFTWARE, row));
                });
    }

    /**
     * What it starts from, for a device that says of no software that it runs. Where the system is
     * known by name, its loader's version would be taken for its own.
     */
    void readFirmware(Draft draft) {
        if (!draft.hasCpe()) {
            chassis().ifPresent(row -> say(draft, Field.VERSION, usable(FIRMWARE, row)));
        }
    }

    /**
     * Of a stack the member that leads, where the agent says so, else the first. Agents that say of
     * no part what it is begin with the whole.
     */
    private Optional<Oid.Index> chassis() {
        var rows = wholes();
        return rows.stream().filter(this::leads).findFirst().or(() -> rows.stream().findFirst());
    }

    private List<Oid.Index> wholes() {
        var chassis = named(row -> is(CLASS, row, CHASSIS));
        var stack = chassis.isEmpty() ? named(row -> is(CLASS, row, STACK)) : chassis;
        return stack.isEmpty()
                ? named(row -> is(CONTAINED_IN, row, 0) || !recording.hasBelow(CLASS))
                : stack;
    }

    /** The rows that have a serial or a model. */
    private List<Oid.Index> named(Predicate<Oid.Index> condition) {
        return Stream.concat(recording.rows(SERIAL).stream(), recording.rows(MODEL).stream())
                .distinct()
                .filter(condition)
                .filter(row -> usable(SERIAL, row).isPresent() || usable(MODEL, row).isPresent())
                .toList();
    }

    private boolean leads(Oid.Index row) {
        return is(CISCO_SWITCH_ROLE, row, MASTER);
    }

    private boolean is(Oid column, Oid.Index row, long number) {
        return recording.find(column, row).filter(one -> one.is(number)).isPresent();
    }

    private static void say(Draft draft, Field field, Optional<Variable> variable) {
        variable.ifPresent(one -> draft.say(field, one.text(), one.why(RULE)));
    }

    private Optional<Variable> version(Oid.Index row) {
        return usable(SOFTWARE, row).or(() -> usable(FIRMWARE, row));
    }

    private Optional<Variable> usable(Oid column, Oid.Index row) {
        return recording.find(column, row).filter(one -> !Placeholders.has(one.text()));
    }

    private static @Nullable String text(Optional<Variable> variable) {
        return variable.map(Variable::text).orElse(null);
    }
}
