package muster.findings;

import static muster.findings.Columns.ids;
import static muster.findings.Columns.integers;
import static muster.findings.Columns.texts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;

/** How much of the software can be checked, and why not the rest, as the tables hold it. */
final class CoverageRows {
    private final Database database;

    /**
     * What a new look changes.
     *
     * @param before software and checked; empty where the device was never looked at
     * @param told versions that had a gap and have none now
     * @param untold versions with a new gap or another reason
     * @param reasons how many more or fewer gaps there are of each reason
     */
    record Change(
            List<Covered> before,
            Covered after,
            List<UUID> told,
            Map<UUID, String> untold,
            Map<String, Integer> reasons) {
        boolean isEmpty() {
            return before.equals(List.of(after)) && told.isEmpty() && untold.isEmpty();
        }

        int software() {
            return after.software() - before.stream().mapToInt(Covered::software).sum();
        }

        int checked() {
            return after.checked() - before.stream().mapToInt(Covered::checked).sum();
        }
    }

    /** How much of a device is checked. */
    record Covered(int software, int checked) {}

    private record Gap(UUID version, String why) {}

    private record Named(UUID version, String ecosystem, String packageName) {}

    CoverageRows(Database database) {
        this.database = database;
    }

    Change change(UUID device, Assessment assessment) {
        var before =
                database.list(
                        Sql.of(
                                "select software, checked from device_coverage where device_id = ?",
                                device),
                        row -> new Covered(row.integer("software"), row.integer("checked")));
        var gaps = new TreeMap<UUID, String>();
        database.each(
                Sql.of("select version_id, why from coverage_gaps where device_id = ?", device),
                row -> gaps.put(row.uuid("version_id"), row.text("why")));
        var reasons = new TreeMap<String, Integer>();
        var told = new ArrayList<UUID>();
        gaps.forEach((version, why) -> {
            reasons.merge(why, -1, Integer::sum);
            if (!assessment.gaps().containsKey(version)) {
                told.add(version);
            }
        });
        var untold = new HashMap<UUID, String>();
        assessment
                .gaps()
                .forEach((version, why) -> {
                    reasons.merge(why, 1, Integer::sum);
                    if (!why.equals(gaps.get(version))) {
                        untold.put(version, why);
                    }
                });
        reasons.values().removeIf(delta -> delta == 0);
        var after = new Covered(assessment.software().size(), assessment.checked());
        return new Change(before, after, told, untold, reasons);
    }

    void write(UUID device, Assessment assessment, Change change, Instant now) {
        name(assessment);
        if (!change.told().isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            delete from coverage_gaps
                            where device_id = ? and version_id = any (?::uuid[])
                            """,
                            device,
                            ids(change.told(), it -> it)));
        }
        if (!change.untold().isEmpty()) {
            var gaps =
                    change.untold().entrySet().stream()
                            .map(it -> new Gap(it.getKey(), it.getValue()))
                            .toList();
            database.run(
                    Sql.of(
                            """
                            insert into coverage_gaps (device_id, version_id, why)
                            select ?, version_id, why
                            from unnest(?::uuid[], ?::text[]) as gap (version_id, why)
                            on conflict (org_id, device_id, version_id)
                            do update set why = excluded.why
                            """,
                            device,
                            ids(gaps, Gap::version),
                            texts(gaps, Gap::why)));
        }
        if (!change.before().equals(List.of(change.after()))) {
            database.run(
                    Sql.of(
                            """
                            insert into device_coverage (device_id, software, checked, since)
                            values (?, ?, ?, ?)
                            on conflict (org_id, device_id) do update
                            set software = excluded.software, checked = excluded.checked,
                                since = excluded.since
                            """,
                            device,
                            change.after().software(),
                            change.after().checked(),
                            now));
        }
    }

    /** In the order of their keys, so that two devices with the same news wait in line. */
    private void name(Assessment assessment) {
        var news = new ArrayList<Named>();
        assessment
                .named()
                .forEach((installed, identity) -> {
                    if (!installed.ecosystems().contains(identity.ecosystem())) {
                        news.add(
                                new Named(
                                        installed.version(),
                                        identity.ecosystem(),
                                        identity.name()));
                    }
                });
        if (!news.isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            insert into version_identities (version_id, ecosystem, package)
                            select version_id, ecosystem, package
                            from unnest(?::uuid[], ?::text[], ?::text[])
                                as named (version_id, ecosystem, package)
                            order by version_id, ecosystem
                            on conflict do nothing
                            """,
                            ids(news, Named::version),
                            texts(news, Named::ecosystem),
                            texts(news, Named::packageName)));
        }
    }

    /** Counts the reasons of the whole organization; its counters are locked. */
    void count(Change change) {
        if (!change.reasons().isEmpty()) {
            var reasons = List.copyOf(change.reasons().entrySet());
            database.run(
                    Sql.of(
                            """
                            insert into coverage_reasons (why, software)
                            select * from unnest(?::text[], ?::int[])
                            on conflict (org_id, why)
                            do update set software = coverage_reasons.software + excluded.software
                            """,
                            texts(reasons, Map.Entry::getKey),
                            integers(reasons, Map.Entry::getValue)));
            database.run(
                    Sql.of(
                            "delete from coverage_reasons where software <= 0 and why = any (?::text[])",
                            texts(reasons, Map.Entry::getKey)));
        }
    }
}
