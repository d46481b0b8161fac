package muster.findings;

import static muster.findings.Columns.flags;
import static muster.findings.Columns.integers;
import static muster.findings.Columns.texts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** What an organization has in all, kept with every change, and what it had at the end of a day. */
public final class Totals {
    private final Database database;

    /**
     * An organization's counts.
     *
     * @param devices with at least one open finding
     * @param software installations in all, of which {@code checked} could be told
     */
    public record Total(
            long open,
            long exploited,
            long critical,
            long high,
            long fixable,
            long devices,
            long exploitedDevices,
            long software,
            long checked) {
        static final Total NOTHING = new Total(0, 0, 0, 0, 0, 0, 0, 0, 0);

        public long cannotTell() {
            return software - checked;
        }
    }

    /** A day: what was open at its end, and what came and went. */
    public record Day(LocalDate day, long opened, long gone, long open, long exploited) {}

    /** A vulnerability of which the organization has more or fewer. */
    private record More(
            String vulnerability,
            int devices,
            Severity severity,
            boolean exploited,
            @Nullable LocalDate due) {}

    public Totals(Database database) {
        this.database = database;
    }

    public Total total() {
        return database.first(
                        Sql.of(
                                """
                                select open, exploited, critical, high, fixable, devices,
                                    exploited_devices, software, checked
                                from finding_totals
                                """),
                        Totals::total)
                .orElse(Total.NOTHING);
    }

    /** The days from this one to today, each with a value even if nothing changed on it. */
    public List<Day> since(LocalDate from, LocalDate today) {
        var written =
                database.list(
                        Sql.of(
                                """
                                select day, opened, gone, open, exploited from finding_days
                                where day >= coalesce(
                                    (select max(day) from finding_days where day <= ?), ?)
                                order by day
                                """,
                                from,
                                from),
                        row ->
                                new Day(
                                        row.date("day"),
                                        row.number("opened"),
                                        row.number("gone"),
                                        row.number("open"),
                                        row.number("exploited")));
        var days = new ArrayList<Day>();
        for (var day = from; !day.isAfter(today); day = day.plusDays(1)) {
            days.add(on(day, written));
        }
        return List.copyOf(days);
    }

    private static Day on(LocalDate day, List<Day> written) {
        return written.stream()
                .filter(it -> !it.day().isAfter(day))
                .max(Comparator.comparing(Day::day))
                .map(it ->
                        it.day().equals(day) ? it : new Day(day, 0, 0, it.open(), it.exploited()))
                .orElse(new Day(day, 0, 0, 0, 0));
    }

    /** Counts a look at a device; the organization's counters are locked. */
    void add(UUID device, Tally tally, Instant now) {
        database.run(
                Sql.of(
                        """
                        update devices
                        set findings_open = ?, findings_exploited = ?, software_checked = ?
                        where id = ?
                        """,
                        tally.openOnDevice(),
                        tally.exploitedOnDevice(),
                        tally.checkedOnDevice(),
                        device));
        var total =
                database.first(
                                Sql.of(
                                        """
                                        insert into finding_totals as t (open, exploited, critical,
                                            high, fixable, devices, exploited_devices, software,
                                            checked)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                        on conflict (org_id) do update
                                        set open = t.open + excluded.open,
                                            exploited = t.exploited + excluded.exploited,
                                            critical = t.critical + excluded.critical,
                                            high = t.high + excluded.high,
                                            fixable = t.fixable + excluded.fixable,
                                            devices = t.devices + excluded.devices,
                                            exploited_devices =
                                                t.exploited_devices + excluded.exploited_devices,
                                            software = t.software + excluded.software,
                                            checked = t.checked + excluded.checked
                                        returning open, exploited, critical, high, fixable, devices,
                                            exploited_devices, software, checked
                                        """,
                                        tally.open(),
                                        tally.exploited(),
                                        tally.critical(),
                                        tally.high(),
                                        tally.fixable(),
                                        tally.devices(),
                                        tally.exploitedDevices(),
                                        tally.software(),
                                        tally.checked()),
                                Totals::total)
                        .orElseThrow();
        roll(total, tally, now.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private void roll(Total total, Tally tally, LocalDate day) {
        database.run(
                Sql.of(
                        """
                        insert into finding_days as d (day, opened, gone, open, exploited, software,
                            checked)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (org_id, day) do update
                        set opened = d.opened + excluded.opened, gone = d.gone + excluded.gone,
                            open = excluded.open, exploited = excluded.exploited,
                            software = excluded.software, checked = excluded.checked
                        """,
                        day,
                        tally.opened(),
                        tally.gone(),
                        total.open(),
                        total.exploited(),
                        total.software(),
                        total.checked()));
    }

    /** Counts on how many devices each vulnerability is; the counters are locked. */
    void addVulnerabilities(Difference difference, Instant now) {
        var more = new ArrayList<More>();
        difference.opened().forEach(it -> more.add(more(it, 1)));
        difference.reopened().values().forEach(it -> more.add(more(it, 1)));
        difference.changed().values().forEach(it -> more.add(more(it, 0)));
        count(more, now);
        var less =
                difference.before().stream()
                        .filter(it -> difference.gone().containsKey(it.id()))
                        .map(Difference.Known::vulnerability)
                        .toList();
        if (!less.isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            update found_vulnerabilities set devices = devices - 1
                            where vulnerability = any (?::text[])
                            """,
                            texts(less, it -> it)));
        }
    }

    private static More more(Conclusion conclusion, int devices) {
        return new More(
                conclusion.vulnerability(),
                devices,
                conclusion.severity(),
                conclusion.rating().exploited(),
                conclusion.rating().due());
    }

    private void count(List<More> more, Instant now) {
        if (!more.isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            insert into found_vulnerabilities as v (vulnerability, devices,
                                severity, exploited, due_on, urgency, first_seen)
                            select vulnerability, devices, severity, exploited, due_on::date,
                                urgency, ?
                            from unnest(?::text[], ?::int[], ?::text[], ?::bool[], ?::text[],
                                    ?::int[])
                                as more (vulnerability, devices, severity, exploited, due_on,
                                    urgency)
                            on conflict (org_id, vulnerability) do update
                            set devices = v.devices + excluded.devices,
                                severity = excluded.severity, exploited = excluded.exploited,
                                due_on = excluded.due_on, urgency = excluded.urgency
                            """,
                            now,
                            texts(more, More::vulnerability),
                            integers(more, More::devices),
                            texts(more, it -> it.severity().word()),
                            flags(more, More::exploited),
                            texts(more, it -> it.due() == null ? null : it.due().toString()),
                            integers(
                                    more,
                                    it -> Conclusion.urgency(it.exploited(), it.severity()))));
        }
    }

    private static Total total(Row row) {
        return new Total(
                row.number("open"),
                row.number("exploited"),
                row.number("critical"),
                row.number("high"),
                row.number("fixable"),
                row.number("devices"),
                row.number("exploited_devices"),
                row.number("software"),
                row.number("checked"));
    }
}
