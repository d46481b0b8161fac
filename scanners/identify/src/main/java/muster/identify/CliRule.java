package muster.identify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of print is read.
 *
 * @param family the file it stands in: rules of one family agree with each other
 * @param platforms Netmiko's names of those who print so
 * @param command what is typed for it
 * @param output what such a print has and others have not, null where nothing is so
 * @param product what it is a print of, null where the print alone does not say
 * @param usual what it is a print of where the hint says that it is one of the platforms
 */
record CliRule(
        String id,
        String family,
        List<String> platforms,
        @Nullable Pattern command,
        @Nullable Pattern output,
        @Nullable Product product,
        @Nullable Product usual,
        Map<Field, List<Pattern>> facts,
        List<Table> tables) {

    /**
     * A table of it.
     *
     * @param where what cells of a row of it look like; other lines are none of its rows
     * @param unit the row that is the device itself: its model and serial are the device's
     */
    record Table(RowKind kind, CliTable shape, Map<String, Pattern> where, @Nullable Pattern unit) {
        static Table of(RowKind kind, Entry entry) {
            var where = new LinkedHashMap<String, Pattern>();
            entry.map("where")
                    .forEach((cell, text) ->
                            where.put(cell, CliWords.pattern(entry, "where", text)));
            return new Table(kind, CliTable.of(entry), where, CliWords.pattern(entry, "unit"));
        }

        boolean has(Row row) {
            return where.entrySet().stream()
                    .allMatch(one ->
                            Patience.matcher(
                                            one.getValue(),
                                            row.cells().getOrDefault(one.getKey(), ""))
                                    .find());
        }
    }

    private static final List<Field> FACTS =
            List.of(Field.VERSION, Field.MODEL, Field.SERIAL, Field.HOSTNAME);

    /** What a family of rules has in common. */
    record Family(String name, List<String> platforms, @Nullable Product usual) {}

    static CliRule of(Entry entry, Family family, Products products) {
        var facts = new EnumMap<Field, List<Pattern>>(Field.class);
        var given = entry.entry("facts");
        for (var field : FACTS) {
            facts.put(field, CliWords.patterns(given, field.word()));
        }
        given.requireAllAsked();
        var product = entry.text("product");
        return new CliRule(
                entry.required("id"),
                family.name(),
                family.platforms(),
                CliWords.pattern(entry, "command"),
                CliWords.pattern(entry, "output"),
                product == null ? null : products.get(product),
                family.usual(),
                facts,
                tables(entry));
    }

    private static List<Table> tables(Entry entry) {
        var tables = new ArrayList<Table>();
        for (var kind : RowKind.values()) {
            for (var one : entry.entries(kind.word())) {
                tables.add(Table.of(kind, one));
                one.requireAllAsked();
            }
        }
        return tables;
    }

    /**
     * Whether it may read what a command printed; who does not know the command must know the
     * print.
     */
    boolean fits(String typed, Printed printed) {
        if (command != null && !typed.isEmpty() && !Patience.matcher(command, typed).find()) {
            return false;
        }
        if (output == null) {
            return command != null && !typed.isEmpty();
        }
        return Patience.matcher(output, printed.text()).find();
    }

    /** Whether it is about no device's print in particular. */
    boolean isGeneral() {
        return platforms.isEmpty();
    }

    boolean statesFacts() {
        return facts.values().stream().anyMatch(patterns -> !patterns.isEmpty());
    }

    boolean isOf(@Nullable String platform) {
        return platform != null && platforms.contains(platform);
    }

    /** What it says of a print. */
    Identity read(Printed printed) {
        var draft = new Draft();
        facts.forEach((field, patterns) -> fact(field, patterns, printed, draft));
        for (var table : tables) {
            rows(table, printed, draft);
        }
        return draft.done();
    }

    private void fact(Field field, List<Pattern> patterns, Printed printed, Draft draft) {
        for (var pattern : patterns) {
            var match = Patience.matcher(pattern, printed.text());
            while (match.find() && !draft.knows(field)) {
                var value = match.group(1);
                if (value != null && !Row.isNothing(value) && !Row.isZero(value)) {
                    draft.say(field, value, new Why(printed.original(match.start(1)), id));
                }
            }
        }
    }

    private void rows(Table table, Printed printed, Draft draft) {
        for (var row : table.shape().rows(printed)) {
            var why = new Why(row.line(), id);
            if (table.has(row)
                    && table.kind().add(row, draft, why)
                    && table.unit() != null
                    && Patience.matcher(table.unit(), row.cells().getOrDefault("name", ""))
                            .find()) {
                draft.say(Field.MODEL, row.mark(row.mark("model") == null ? "part" : "model"), why);
                draft.say(Field.SERIAL, row.mark("serial"), why);
                draft.say(Field.VERSION, row.mark("version"), why);
            }
        }
    }

    /** What the device is, given who is said to have printed it. */
    @Nullable Product productOf(@Nullable String platform) {
        return product != null || !isOf(platform) ? product : usual;
    }

    /** What shows whose print it is: what it has and others have not, else what was read of it. */
    Why why(Printed printed, Identity read) {
        if (output != null) {
            var match = Patience.matcher(output, printed.text());
            if (match.find()) {
                return new Why(printed.original(match.start()), id);
            }
        }
        return read.whys().values().stream().findFirst().orElseThrow();
    }
}
