package muster.identify;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import muster.identify.Identity.Interface;
import org.jspecify.annotations.Nullable;

/** The interfaces of IF-MIB (RFC 2863), and what they are called in other tables. */
final class IfTable {
    static final String RULE = "IF-MIB";

    private static final String IF_TABLE = "1.3.6.1.2.1.2.2.1.";
    private static final String IF_X_TABLE = "1.3.6.1.2.1.31.1.1.1.";
    private static final Oid DESCR = Oid.of(IF_TABLE + 2);
    private static final Oid SPEED = Oid.of(IF_TABLE + 5);
    private static final Oid PHYS_ADDRESS = Oid.of(IF_TABLE + 6);
    private static final Oid ADMIN_STATUS = Oid.of(IF_TABLE + 7);
    private static final Oid OPER_STATUS = Oid.of(IF_TABLE + 8);
    private static final Oid NAME = Oid.of(IF_X_TABLE + 1);
    private static final Oid HIGH_SPEED = Oid.of(IF_X_TABLE + 15);
    private static final Oid ALIAS = Oid.of(IF_X_TABLE + 18);

    private static final long UP = 1;
    private static final long DOWN = 2;
    private static final long BITS_PER_MEGABIT = 1_000_000;

    /** ifSpeed stands at its end where an interface is faster than it can say. */
    private static final long SPEED_MAX = 4_294_967_295L;

    private final Recording recording;
    private final Map<Long, Variable> names = new LinkedHashMap<>();
    private final Map<String, String> nameByAnyName = new HashMap<>();

    IfTable(Recording recording) {
        this.recording = recording;
        for (var column : new Oid[] {DESCR, NAME}) {
            for (var variable : recording.below(column)) {
                boolean isRow = variable.oid().length() == column.length() + 1;
                if (isRow && names.size() < Identity.ROWS_MAX && !variable.text().isEmpty()) {
                    names.put(variable.oid().last(), variable);
                }
            }
        }
        names.forEach((index, name) -> {
            nameByAnyName.putIfAbsent(name.text(), name.text());
            recording
                    .text(DESCR, Oid.Index.of(index))
                    .ifPresent(descr -> nameByAnyName.putIfAbsent(descr, name.text()));
        });
    }

    void read(Draft draft) {
        names.forEach((index, name) -> draft.add(row(Oid.Index.of(index), name), name.why(RULE)));
    }

    private Interface row(Oid.Index index, Variable name) {
        return new Interface(
                name.text(),
                recording.text(ALIAS, index).orElse(null),
                recording.find(PHYS_ADDRESS, index).flatMap(Variable::mac).orElse(null),
                speedBps(index),
                status(ADMIN_STATUS, index),
                status(OPER_STATUS, index));
    }

    private @Nullable Long speedBps(Oid.Index index) {
        long bps = number(SPEED, index);
        long megabits = number(HIGH_SPEED, index);
        boolean isSaidInMegabits = megabits > 0 && (bps <= 0 || bps >= SPEED_MAX);
        if (isSaidInMegabits || megabits * BITS_PER_MEGABIT > SPEED_MAX) {
            return megabits * BITS_PER_MEGABIT;
        } else {
            return bps > 0 && bps < SPEED_MAX ? (Long) bps : null;
        }
    }

    private long number(Oid column, Oid.Index index) {
        return recording.find(column, index).map(Variable::number).stream()
                .mapToLong(number -> number.orElse(0))
                .sum();
    }

    private @Nullable Boolean status(Oid column, Oid.Index index) {
        long status = number(column, index);
        if (status == UP) {
            return true;
        } else {
            return status == DOWN ? (Boolean) false : null;
        }
    }

    /** What an interface is called, by its ifIndex. */
    Optional<String> name(long index) {
        return Optional.ofNullable(names.get(index)).map(Variable::text);
    }

    /** What an interface is called that another table calls by its name or description. */
    Optional<String> name(String anyName) {
        return Optional.ofNullable(nameByAnyName.get(anyName));
    }
}
