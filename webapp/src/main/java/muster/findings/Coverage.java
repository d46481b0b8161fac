package muster.findings;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;

/** Of how much software Muster can tell whether it is vulnerable, and why not of the rest. */
public final class Coverage {
    private static final int REASONS_MAX = 50;
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
                .sorted(java.util.Comparator.comparingLong(Reason::software).reversed())
                .toList();
    }

    /** Why not, in the whole organization, each with a few examples. */
    public List<Reason> reasons() {
        var reasons =
                database.list(
                        Sql.of(
                                """
                                select why, software from coverage_reasons
                                order by software desc, why limit ?
                                """,
                                REASONS_MAX),
                        row -> new Reason(row.text("why"), row.number("software"), List.of()));
        return reasons.stream()
                .map(it -> new Reason(it.why(), it.software(), examples(it.why())))
                .toList();
    }

    private List<String> examples(String why) {
        return database.list(
                Sql.of(
                        """
                        select distinct concat_ws(' ', s.name, v.version) as software
                        from (select version_id from coverage_gaps where why = ?
                                order by version_id limit ?) g
                            join software_versions v on v.id = g.version_id
                            join software s on s.id = v.software_id
                        order by 1
                        """,
                        why,
                        EXAMPLES_MAX),
                row -> row.text("software"));
    }

    private static Checked checked(Row row) {
        return new Checked(row.number("software"), row.number("checked"));
    }
}
