package muster.identify;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of {@code identify/rules/banner/*.yaml} share: programs ({@code services}), maps
 * from one text to another and tables from a text to answers, which may go on in another file.
 */
final class BannerFiles {
    private final Products products;
    private final Map<String, Answers.Program> services = new HashMap<>();
    private final Map<String, Map<String, String>> maps = new HashMap<>();
    private final Map<String, Map<String, Answers>> tables = new HashMap<>();

    BannerFiles(List<Entry> files, Products products) {
        this.products = products;
        files.forEach(file -> readMaps(file.entry("maps")));
        files.forEach(file -> readServices(file.entry("services")));
        files.forEach(file -> readTables(file.entry("tables")));
    }

    private void readMaps(Entry entry) {
        for (var name : entry.keys()) {
            var map = new HashMap<String, String>();
            entry.map(name)
                    .forEach((key, value) -> {
                        once(entry, key, map.put(key.toLowerCase(Locale.ROOT), value));
                    });
            once(entry, name, maps.put(name, map));
        }
    }

    private void readServices(Entry entry) {
        for (var name : entry.keys()) {
            once(entry, name, services.put(name, Answers.Program.of(entry.entry(name), maps)));
        }
    }

    private void readTables(Entry entry) {
        for (var name : entry.keys()) {
            var rows = tables.computeIfAbsent(name, _ -> new HashMap<>());
            var table = entry.entry(name);
            for (var key : table.keys()) {
                var row = table.entry(key);
                once(table, key, rows.put(key.toLowerCase(Locale.ROOT), Answers.of(row, this)));
                row.requireAllAsked();
            }
        }
    }

    private static void once(Entry entry, String name, @Nullable Object before) {
        if (before != null) {
            throw entry.wrong(name, "stands twice");
        }
    }

    Product product(String id) {
        return products.get(id);
    }

    /** The program at a key: its name, or all of it. */
    Answers.@Nullable Program service(Entry entry, String key) {
        if (!(entry.raw(key) instanceof String id)) {
            return entry.has(key) ? Answers.Program.of(entry.entry(key), maps) : null;
        }
        var program = services.get(id);
        if (program == null) {
            throw entry.wrong(key, "there is no service " + id);
        }
        return program;
    }

    Map<String, Map<String, String>> maps() {
        return maps;
    }

    /** The rows of a table, by lower-case text. */
    Map<String, Answers> table(String name) {
        return Optional.ofNullable(tables.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no table " + name));
    }
}
