package muster.identify;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import muster.identify.SnmpMatch.Found;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule takes an answer from.
 *
 * @param from the variable that holds it; of a column the first that is no placeholder
 * @param where another column, whose variable of the same row must match
 * @param row a variable that is the index of the row to take
 * @param says the answer, where that the variable matches is all that counts
 * @param map what values mean, where they are no answers themselves; of OIDs the longest that the
 *     value begins with
 */
record SnmpSource(
        SnmpMatch from,
        @Nullable SnmpMatch where,
        @Nullable SnmpMatch row,
        @Nullable String says,
        Map<String, String> map) {
    SnmpSource {
        map = Map.copyOf(map);
    }

    /** A text alone says only from where. */
    static SnmpSource of(String text) {
        return new SnmpSource(SnmpMatch.of(text), null, null, null, Map.of());
    }

    static SnmpSource of(Entry entry) {
        var where = entry.text("where");
        var row = entry.text("row");
        var source =
                new SnmpSource(
                        SnmpMatch.of(entry.required("from")),
                        where == null ? null : SnmpMatch.of(where),
                        row == null ? null : SnmpMatch.of(row),
                        entry.text("says"),
                        entry.map("map"));
        entry.requireAllAsked();
        return source;
    }

    /** All that it reads. */
    Stream<SnmpMatch> matches() {
        return Stream.of(from, where, row).flatMap(Stream::ofNullable);
    }

    Optional<Found> find(Recording recording) {
        for (var variable : candidates(recording)) {
            var value =
                    from.value(variable.text())
                            .flatMap(this::meaning)
                            .filter(text -> !Placeholders.has(text));
            if (value.isPresent() && isInRow(recording, variable)) {
                return Optional.of(new Found(value.get(), variable));
            }
        }
        return Optional.empty();
    }

    private Collection<Variable> candidates(Recording recording) {
        if (row == null) {
            return from.variables(recording);
        }
        return row.find(recording)
                .flatMap(variable -> row.value(variable.text()))
                .flatMap(Oid::find)
                .map(index -> recording.below(from.oid().plus(index)))
                .orElse(List.of());
    }

    private Optional<String> meaning(String value) {
        if (says != null) {
            return Optional.of(says);
        }
        if (map.isEmpty()) {
            return Optional.of(value);
        }
        var key = belowEnterprises(value);
        var meaning = map.get(key);
        while (meaning == null && key.contains(".")) {
            key = key.substring(0, key.lastIndexOf('.'));
            meaning = map.get(key);
        }
        return Optional.ofNullable(meaning);
    }

    /** As rules write OIDs; texts stay as they are. */
    private static String belowEnterprises(String value) {
        var oid = value.startsWith(".") ? value.substring(1) : value;
        return oid.startsWith(Oid.ENTERPRISES) ? oid.substring(Oid.ENTERPRISES.length()) : value;
    }

    private boolean isInRow(Recording recording, Variable variable) {
        if (where == null) {
            return true;
        }
        var other = recording.find(where.oid(), variable.oid().behind(from.oid()));
        return other.flatMap(one -> where.value(one.text())).isPresent();
    }
}
