package muster.identify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one SNMP agent in the order of their OIDs, read from snmprec text: {@code
 * OID|type|value}. A line that cannot be read is skipped: one broken variable hides no other.
 */
final class Recording {
    private static final int VARIABLES_MAX = 400_000;
    private static final int TYPE_MAX = 255;

    private final NavigableMap<Oid, Variable> variables = new TreeMap<>();
    private int skipped;

    private Recording() {}

    static Recording of(String snmprec) {
        var recording = new Recording();
        int at = 0;
        while (at < snmprec.length() && recording.variables.size() < VARIABLES_MAX) {
            int newline = snmprec.indexOf('\n', at);
            int end = newline < 0 ? snmprec.length() : newline;
            recording.add(snmprec.substring(at, end));
            at = end + 1;
        }
        return recording;
    }

    /** What is said of an OID first is kept. */
    private void add(String line) {
        var variable = variable(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (variable.isPresent()) {
            variables.putIfAbsent(variable.get().oid(), variable.get());
        } else if (!line.isBlank()) {
            skipped++;
        }
    }

    private static Optional<Variable> variable(String line) {
        int first = line.indexOf('|');
        int second = line.indexOf('|', first + 1);
        if (first <= 0 || second < 0) {
            return Optional.empty();
        }
        var oid = Oid.find(line.substring(0, first));
        var tag = line.substring(first + 1, second);
        char form = tag.isEmpty() ? ' ' : tag.charAt(tag.length() - 1);
        var digits = form == 'x' || form == 'e' ? tag.substring(0, tag.length() - 1) : tag;
        var value = line.substring(second + 1);
        try {
            int type = Integer.parseInt(digits);
            var bytes =
                    switch (form) {
                        case 'x' -> HexFormat.of().parseHex(value.strip());
                        case 'e' -> Escapes.bytes(value);
                        default -> value.getBytes(StandardCharsets.UTF_8);
                    };
            return type < 0 || type > TYPE_MAX
                    ? Optional.empty()
                    : oid.map(name -> new Variable(name, type, bytes, line));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** How many lines could not be read. */
    int skipped() {
        return skipped;
    }

    Optional<Variable> find(Oid oid) {
        return Optional.ofNullable(variables.get(oid));
    }

    Optional<Variable> find(Oid column, Oid.Index row) {
        return find(column.plus(row));
    }

    /** The first variable at or behind an OID. */
    Optional<Variable> from(Oid oid) {
        return Optional.ofNullable(variables.ceilingEntry(oid)).map(Map.Entry::getValue);
    }

    /** The variables at and below an OID, in their order. */
    Collection<Variable> below(Oid prefix) {
        var below = variables.tailMap(prefix, true);
        var last = below.isEmpty() ? null : end(prefix);
        return last == null ? below.values() : below.headMap(last, false).values();
    }

    /** The first OID behind all that stand below; none behind the last of all arcs. */
    private static @Nullable Oid end(Oid prefix) {
        long next = prefix.last() + 1;
        var text = prefix.toString();
        return Oid.find(text.substring(0, text.lastIndexOf('.') + 1) + next).orElse(null);
    }

    boolean hasBelow(Oid prefix) {
        var next = variables.ceilingKey(prefix);
        return next != null && next.isAtOrBelow(prefix);
    }

    /** The text of a variable, where it has one. */
    Optional<String> text(Oid column, Oid.Index row) {
        return find(column, row).map(Variable::text).filter(text -> !text.isEmpty());
    }

    /** The rows that a column has. */
    List<Oid.Index> rows(Oid column) {
        var rows = new ArrayList<Oid.Index>();
        for (var variable : below(column)) {
            if (rows.size() < Identity.ROWS_MAX) {
                rows.add(variable.oid().behind(column));
            }
        }
        return rows;
    }
}
