package muster.findings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Page;

/** Of how much software Muster can tell whether it is vulnerable, and why not of the rest. */
public final class Coverage {
    private static final int REASONS_MAX = 500;
    private static final int EXAMPLES_MAX = 20;
    private static final int LISTED_MAX = 1_000;

    private final Database database;

    /** Checked so many of so many. */
    public record Checked(long software, long checked) {
        static final Checked NOTHING = new Checked(0, 0);

        public long cannotTell() {
            return software - checked;
        }
    }

    /**
     * Software of which nobody can tell, for one reason.
     *
     * @param examples some of it, or all of it where it is little
     */
    public record Reason(String why, long software, List<String> examples) {
        public Reason {
            examples = List.copyOf(examples);
        }

        public long more() {
            return Math.max(0, software - examples.size());
        }
    }

    private record Gap(String why, String software) {}

    public Coverage(Database database) {
        this.database = database;
    }

    /** Empty where the device was not looked at yet. */
    public Optional<Checked> of(UUID device) {
        return database.first(
                Sql.of("select software, checked from device_coverage where device_id = ?", device),
                Coverage::checked);
    }

    public Checked ofOrganization() {
        return database.first(
                        Sql.of("select software, checked from finding_totals"), Coverage::checked)
                .orElse(Checked.NOTHING);
    }

    /** Why not, on a device, with the software; the commonest reason first. */
    public List<Reason> reasonsOn(UUID device) {
        var gaps =
                database.list(
                        Sql.of(
                                """
                                select g.why, concat_ws(' ', s.name, v.version) as software
                                from coverage_gaps g
                                    join software_versions v on v.id = g.version_id
                                    join software s on s.id = v.software_id
                                where g.device_id = ? order by s.name_order, v.version limit ?
                                """,
                                device,
                                LISTED_MAX),
                        row -> new Gap(row.text("why"), row.text("software")));
        return gaps.stream()
                .map(Gap::why)
                .distinct()
                .map(why -> {
                    var software =
                            gaps.stream()
                                    .filter(it -> it.why().equals(why))
                                    .map(Gap::software)
                                    .toList();
                    return new Reason(why, software.size(), software);
                })
                .sorted(Comparator.comparingLong(Reason::software).reversed())
                .toList();
    }

    /** Why not, in the whole organization, the commonest reason first; without examples. */
    public List<Reason> reasons() {
        return database.list(
                Sql.of(
                        """
                        select why, software from coverage_reasons
                        order by software desc, why limit ?
                        """,
                        REASONS_MAX),
                row -> new Reason(row.text("why"), row.number("software"), List.of()));
    }

    /** The same page of reasons, each with a few examples. */
    public Page<Reason> withExamples(Page<Reason> reasons) {
        var examples = examples(reasons.items().stream().map(Reason::why).toArray(String[]::new));
        return reasons.map(it ->
                new Reason(it.why(), it.software(), examples.getOrDefault(it.why(), List.of())));
    }

    /** From one version to the next: each may be on very many devices. */
    private Map<String, List<String>> examples(String[] reasons) {
        var examples = new HashMap<String, List<String>>();
        database.each(
                Sql.of(
                        """
                        select distinct r.why, concat_ws(' ', s.name, v.version) as software
                        from unnest(?::text[]) as r(why), lateral (
                            with recursive g as (
                                (select version_id from coverage_gaps where why = r.why
                                    order by version_id limit 1)
                                union all
                                select (select n.version_id from coverage_gaps n
                                        where n.why = r.why and n.version_id > g.version_id
                                        order by n.version_id limit 1)
                                from g where g.version_id is not null)
                            select version_id from g where version_id is not null limit ?) g
                            join software_versions v on v.id = g.version_id
                            join software s on s.id = v.software_id
                        order by 1, 2
                        """,
                        reasons,
                        EXAMPLES_MAX),
                row ->
                        examples.computeIfAbsent(row.text("why"), it -> new ArrayList<>())
                                .add(row.text("software")));
        return examples;
    }

    private static Checked checked(Row row) {
        return new Checked(row.number("software"), row.number("checked"));
    }
}
