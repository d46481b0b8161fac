package muster.devices;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What devices are labelled with: {@code key=value}, or a key alone. So far it comes from the
 * tokens that their collectors enrolled with, and goes where those go.
 */
public final class Labels {
    private static final char SIGN = '=';

    private final Database database;

    public Labels(Database database) {
        this.database = database;
    }

    /** All of a device, as they were told. */
    static List<String> of(Database database, UUID device) {
        return database.list(
                Sql.of(
                        """
                        select distinct coalesce(key || '=' || value, key) as label
                        from device_labels where device_id = ? order by label
                        """,
                        device),
                row -> row.text("label"));
    }

    /** A collector is on this device, which has what the collector's token says from now on. */
    public void enrolled(UUID device, UUID collector, List<String> labels, Instant now) {
        forget(device, collector);
        // Two that differ in nothing but capitals are one.
        var unique = new LinkedHashMap<String, String>();
        labels.stream()
                .map(Labels::normal)
                .forEach(label -> unique.putIfAbsent(label.toLowerCase(Locale.ROOT), label));
        var texts = List.copyOf(unique.values());
        database.run(
                Sql.of(
                        """
                        insert into device_labels
                            (device_id, source, key, value, label, collector_id, since)
                        select ?, 'enrollment', key, value, label, ?, ?
                        from unnest(?::text[], ?::text[], ?::text[]) as told(key, value, label)
                        """,
                        device,
                        collector,
                        now,
                        texts.stream().map(Labels::key).toArray(String[]::new),
                        texts.stream().map(Labels::value).toArray(String[]::new),
                        unique.keySet().toArray(String[]::new)));
        new Shown(database).index(device, new Sources(database).of(device));
    }

    /** What it said before, and what those said whose place it took on this device. */
    private void forget(UUID device, UUID collector) {
        database.run(
                Sql.of(
                        """
                        delete from device_labels where collector_id = ? or (device_id = ?
                            and collector_id in (
                                select id from collectors where replaced_by = ? and device_id = ?))
                        """,
                        collector,
                        device,
                        collector,
                        device));
    }

    private static String normal(String label) {
        var value = value(label);
        return value == null ? key(label) : key(label) + SIGN + value;
    }

    private static String key(String label) {
        var sign = label.indexOf(SIGN);
        return sign < 0 ? label : label.substring(0, sign).strip();
    }

    private static @Nullable String value(String label) {
        var sign = label.indexOf(SIGN);
        return sign < 0 ? null : label.substring(sign + 1).strip();
    }

    /** Collectors went from one of these devices to the other. */
    void follow(UUID device, UUID other) {
        database.run(
                Sql.of(
                        """
                        update device_labels l set device_id = c.device_id
                        from collectors c
                        where c.id = l.collector_id and l.device_id in (?, ?)
                            and c.device_id in (?, ?) and c.device_id <> l.device_id
                        """,
                        device,
                        other,
                        device,
                        other));
    }
}
