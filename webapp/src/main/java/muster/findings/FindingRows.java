package muster.findings;

import static muster.findings.Columns.flags;
import static muster.findings.Columns.ids;
import static muster.findings.Columns.integers;
import static muster.findings.Columns.texts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.findings.Difference.Known;
import org.jspecify.annotations.Nullable;

/** The findings of devices as their tables hold them; each change is a handful of statements. */
final class FindingRows {
    private final Database database;

    private record Reason(UUID finding, int position, Evidence evidence) {}

    private record Opened(String vulnerability, UUID id) {}

    FindingRows(Database database) {
        this.database = database;
    }

    List<Known> of(UUID device) {
        return database.list(
                Sql.of(
                        """
                        select id, vulnerability, software_id, version_id, digest,
                            gone_at is null as open, exploited, fixable, severity
                        from findings where device_id = ?
                        """,
                        device),
                FindingRows::known);
    }

    void write(UUID device, Difference difference, Instant now) {
        var evidenced = new HashMap<UUID, Conclusion>();
        if (!difference.opened().isEmpty()) {
            evidenced.putAll(open(device, difference.opened(), now));
        }
        if (!difference.reopened().isEmpty()) {
            reopen(difference.reopened().keySet().toArray(UUID[]::new), now);
            evidenced.putAll(difference.reopened());
        }
        evidenced.putAll(difference.changed());
        var rewritten = new HashMap<>(difference.reopened());
        rewritten.putAll(difference.changed());
        if (!rewritten.isEmpty()) {
            rewrite(rewritten);
        }
        if (!evidenced.isEmpty()) {
            addEvidences(evidenced);
        }
        if (!difference.gone().isEmpty()) {
            end(difference.gone(), now);
        }
    }

    private Map<UUID, Conclusion> open(UUID device, List<Conclusion> opened, Instant now) {
        var inserted =
                database.list(
                        Sql.of(
                                        """
                                        insert into findings (device_id, vulnerability, aliases,
                                            software_id, version_id, software, ecosystem, package,
                                            installed_version, fixed_version, fixable, severity, exploited,
                                            due_on, urgency, evidence, digest, first_seen, since)
                                        select ?, vulnerability, string_to_array(aliases, ' '), software_id,
                                            version_id, software, ecosystem, package, installed_version,
                                            fixed_version, fixable, severity, exploited, due_on::date,
                                            urgency, evidence, digest, ?, ?
                                        from
                                        """,
                                        device,
                                        now,
                                        now)
                                .and(rows(opened, List.of()))
                                .and("returning id, vulnerability"),
                        row -> new Opened(row.text("vulnerability"), row.uuid("id")));
        var conclusions = new HashMap<String, Conclusion>();
        opened.forEach(conclusion -> conclusions.put(conclusion.vulnerability(), conclusion));
        var byId = new HashMap<UUID, Conclusion>();
        for (var one : inserted) {
            var conclusion = conclusions.get(one.vulnerability());
            if (conclusion != null) {
                byId.put(one.id(), conclusion);
            }
        }
        return byId;
    }

    /** Conclusions as rows; the ids are those of findings they belong to, where there are any. */
    private static Sql rows(List<Conclusion> conclusions, List<UUID> findings) {
        return Sql.of(
                """
                unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::bool[], ?::text[],
                    ?::int[], ?::text[], ?::uuid[])
                as concluded (finding_id, vulnerability, aliases, software_id, version_id, software,
                    ecosystem, package, installed_version, fixed_version, fixable, severity,
                    exploited, due_on, urgency, evidence, digest)
                """,
                ids(findings, it -> it),
                texts(conclusions, Conclusion::vulnerability),
                texts(conclusions, it -> String.join(" ", it.aliases())),
                ids(conclusions, it -> it.software().software()),
                ids(conclusions, it -> it.software().version()),
                texts(conclusions, it -> it.software().name()),
                texts(conclusions, Conclusion::ecosystem),
                texts(conclusions, Conclusion::packageName),
                texts(conclusions, Conclusion::installedVersion),
                texts(conclusions, Conclusion::fixedVersion),
                flags(conclusions, Conclusion::fixable),
                texts(conclusions, it -> it.severity().word()),
                flags(conclusions, it -> it.rating().exploited()),
                texts(conclusions, it -> text(it.rating().due())),
                integers(conclusions, Conclusion::urgency),
                texts(conclusions, it -> it.evidences().getFirst().comparison()),
                ids(conclusions, Conclusion::digest));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** What was the present interval becomes an earlier one. */
    private void reopen(UUID[] findings, Instant now) {
        database.run(
                Sql.of(
                        """
                        insert into finding_intervals (finding_id, since, gone_at, gone_because)
                        select id, since, gone_at, gone_because from findings
                        where id = any (?::uuid[]) and gone_at is not null
                        """,
                        (Object) findings));
        database.run(
                Sql.of(
                        """
                        update findings set since = ?, gone_at = null, gone_because = null
                        where id = any (?::uuid[])
                        """,
                        now,
                        findings));
    }

    private void rewrite(Map<UUID, Conclusion> rewritten) {
        var findings = List.copyOf(rewritten.keySet());
        var conclusions = new ArrayList<Conclusion>();
        findings.forEach(id -> conclusions.addAll(List.of(rewritten.get(id))));
        database.run(
                Sql.of(
                                """
                                update findings f set aliases = string_to_array(c.aliases, ' '),
                                    software_id = c.software_id, version_id = c.version_id,
                                    software = c.software, ecosystem = c.ecosystem, package = c.package,
                                    installed_version = c.installed_version,
                                    fixed_version = c.fixed_version, fixable = c.fixable,
                                    severity = c.severity, exploited = c.exploited,
                                    due_on = c.due_on::date, urgency = c.urgency, evidence = c.evidence,
                                    digest = c.digest
                                from (select * from
                                """)
                        .and(rows(conclusions, findings))
                        .and(") c where f.id = c.finding_id"));
        database.run(
                Sql.of(
                        "delete from finding_evidences where finding_id = any (?::uuid[])",
                        ids(findings, it -> it)));
    }

    private void addEvidences(Map<UUID, Conclusion> evidenced) {
        var reasons = new ArrayList<Reason>();
        evidenced.forEach((finding, conclusion) -> {
            for (var i = 0; i < conclusion.evidences().size(); i++) {
                reasons.add(new Reason(finding, i, conclusion.evidences().get(i)));
            }
        });
        database.run(
                Sql.of(
                        """
                        insert into finding_evidences (finding_id, position, installed, ecosystem,
                            package, version, advisory, feed, range, comparison, fixed_version, note)
                        select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[])
                        """,
                        ids(reasons, Reason::finding),
                        integers(reasons, Reason::position),
                        texts(reasons, it -> it.evidence().installed()),
                        texts(reasons, it -> it.evidence().ecosystem()),
                        texts(reasons, it -> it.evidence().packageName()),
                        texts(reasons, it -> it.evidence().version()),
                        texts(reasons, it -> it.evidence().advisory()),
                        texts(reasons, it -> it.evidence().feed()),
                        texts(reasons, it -> it.evidence().range()),
                        texts(reasons, it -> it.evidence().comparison()),
                        texts(reasons, it -> it.evidence().fixedVersion()),
                        texts(reasons, it -> it.evidence().note())));
    }

    private void end(Map<UUID, Difference.Because> gone, Instant now) {
        var findings = List.copyOf(gone.entrySet());
        database.run(
                Sql.of(
                        """
                        update findings f set gone_at = ?, gone_because = c.because
                        from unnest(?::uuid[], ?::text[]) as c (id, because) where f.id = c.id
                        """,
                        now,
                        ids(findings, Map.Entry::getKey),
                        texts(findings, it -> it.getValue().word())));
    }

    private static Known known(Row row) {
        return new Known(
                row.uuid("id"),
                row.text("vulnerability"),
                row.uuid("software_id"),
                row.uuid("version_id"),
                row.uuid("digest"),
                row.flag("open"),
                row.flag("exploited"),
                row.flag("fixable"),
                Severity.of(row.text("severity")));
    }
}
