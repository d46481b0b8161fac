package muster.findings;

import static muster.findings.Columns.integers;
import static muster.findings.Columns.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.findings.Remedy.Count;

/** What to do on each device and in the organization, as the tables hold it. */
final class RemedyRows {
    private static final Count NOTHING = new Count(0, 0, 0, 0);

    private final Database database;

    /**
     * What a new look changes.
     *
     * @param more for each package what is added to the organization's counts
     */
    record Change(List<Remedy> set, List<Remedy.Target> unset, List<More> more) {
        boolean isEmpty() {
            return set.isEmpty() && unset.isEmpty();
        }
    }

    /** What is added to the counts of a package; negative where it becomes less. */
    record More(Remedy.Target target, int devices, Count count) {}

    RemedyRows(Database database) {
        this.database = database;
    }

    Change change(UUID device, Map<Remedy.Target, Remedy> after) {
        var before = new TreeMap<Remedy.Target, Remedy>();
        database.each(
                Sql.of(
                        """
                        select family, package, fixed_version, findings, exploited, critical, high
                        from device_remedies where device_id = ?
                        """,
                        device),
                row -> {
                    var remedy = remedy(row);
                    before.put(remedy.target(), remedy);
                });
        var set =
                after.values().stream().filter(it -> !it.equals(before.get(it.target()))).toList();
        var unset = before.keySet().stream().filter(it -> !after.containsKey(it)).toList();
        var touched = new TreeSet<>(unset);
        set.forEach(remedy -> touched.add(remedy.target()));
        var more = new ArrayList<More>();
        for (var target : touched) {
            var was = before.get(target);
            var is = after.get(target);
            more.add(
                    new More(
                            target,
                            (is == null ? 0 : 1) - (was == null ? 0 : 1),
                            minus(
                                    is == null ? NOTHING : is.count(),
                                    was == null ? NOTHING : was.count())));
        }
        return new Change(set, unset, more);
    }

    private static Count minus(Count a, Count b) {
        return new Count(
                a.findings() - b.findings(),
                a.exploited() - b.exploited(),
                a.critical() - b.critical(),
                a.high() - b.high());
    }

    void write(UUID device, Change change) {
        if (!change.unset().isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            delete from device_remedies r
                            using unnest(?::text[], ?::text[]) as u (family, package)
                            where r.device_id = ? and r.family = u.family and r.package = u.package
                            """,
                            texts(change.unset(), Remedy.Target::family),
                            texts(change.unset(), Remedy.Target::name),
                            device));
        }
        if (!change.set().isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            insert into device_remedies (device_id, family, package, fixed_version,
                                findings, exploited, critical, high)
                            select ?, * from unnest(?::text[], ?::text[], ?::text[], ?::int[],
                                ?::int[], ?::int[], ?::int[])
                            on conflict (org_id, device_id, family, package) do update
                            set fixed_version = excluded.fixed_version,
                                findings = excluded.findings, exploited = excluded.exploited,
                                critical = excluded.critical, high = excluded.high
                            """,
                            device,
                            texts(change.set(), it -> it.target().family()),
                            texts(change.set(), it -> it.target().name()),
                            texts(change.set(), Remedy::fixedVersion),
                            integers(change.set(), it -> it.count().findings()),
                            integers(change.set(), it -> it.count().exploited()),
                            integers(change.set(), it -> it.count().critical()),
                            integers(change.set(), it -> it.count().high())));
        }
    }

    /** Counts the whole organization's remedies; its counters are locked. */
    void count(Change change) {
        if (!change.more().isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            insert into remedies (family, package, devices, findings, exploited,
                                critical, high)
                            select * from unnest(?::text[], ?::text[], ?::int[], ?::int[], ?::int[],
                                ?::int[], ?::int[])
                            on conflict (org_id, family, package) do update
                            set devices = remedies.devices + excluded.devices,
                                findings = remedies.findings + excluded.findings,
                                exploited = remedies.exploited + excluded.exploited,
                                critical = remedies.critical + excluded.critical,
                                high = remedies.high + excluded.high
                            """,
                            texts(change.more(), it -> it.target().family()),
                            texts(change.more(), it -> it.target().name()),
                            integers(change.more(), More::devices),
                            integers(change.more(), it -> it.count().findings()),
                            integers(change.more(), it -> it.count().exploited()),
                            integers(change.more(), it -> it.count().critical()),
                            integers(change.more(), it -> it.count().high())));
        }
    }

    private static Remedy remedy(Row row) {
        return new Remedy(
                new Remedy.Target(row.text("family"), row.text("package")),
                row.text("fixed_version"),
                new Count(
                        row.integer("findings"),
                        row.integer("exploited"),
                        row.integer("critical"),
                        row.integer("high")));
    }
}
