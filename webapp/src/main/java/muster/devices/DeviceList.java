package muster.devices;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Device.Status;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Query;
import muster.web.Searched;
import muster.web.Tokens.Range;

/**
 * What the list of devices can be asked for. What narrows it says by which index it is read, and so
 * in which orders it can be had: a page reads few however many devices there are.
 */
final class DeviceList {
    private static final Field HOSTNAME = Field.text("hostname", "d.name_order");
    private static final Field FIRST_SEEN = Field.time("first_seen", "d.first_seen");
    private static final Field LAST_SEEN = Field.time("last_seen", "d.last_seen");
    private static final Field SOFTWARE = Field.number("software", "d.software_count");
    private static final Field FINDINGS = Field.number("findings", "d.findings_open");
    private static final Field EXPLOITED = Field.number("exploited", "d.findings_exploited");
    private static final Field LATE_SINCE = Field.time("late_since", "d.late_after");
    private static final List<Field> ALL =
            List.of(
                    HOSTNAME,
                    Field.text("type", "d.type"),
                    Field.text("os_name", "lower(d.os_name) collate \"C\""),
                    Field.text("os_version", "lower(d.os_version) collate \"C\""),
                    Field.text("serial", "lower(d.serial) collate \"C\""),
                    Field.text("ip_address", "d.ip_address"),
                    Field.word("source", "d.provenance", Provenance.words()),
                    Statuses.FIELD,
                    FIRST_SEEN,
                    LAST_SEEN,
                    SOFTWARE,
                    FINDINGS,
                    EXPLOITED,
                    Field.id("site", "d.site_id"),
                    Field.texts("label", "l.label", "device_labels l where l.device_id = d.id"));

    /** Fields whose values are among a device's words. */
    private static final Set<String> TOLD =
            Set.of("hostname", "os_name", "os_version", "serial", "ip_address", "label");

    /** Those that a page of the longest silent shows. */
    private static final Set<Status> SILENT = EnumSet.of(Status.LATE, Status.OFFLINE);

    private static final Sql ID = Sql.of("d.id");

    /** What became part of another device is on no list. */
    static final Sql IS_NO_PART =
            Sql.of("and not exists (select from device_aliases a where a.id = d.id)");

    static final Fields BY_NAME =
            fields(
                    "d.id",
                    "hostname",
                    List.of(HOSTNAME, FIRST_SEEN, LAST_SEEN, SOFTWARE, FINDINGS, EXPLOITED));
    private static final Fields BY_MATCH =
            fields(
                    "t.found",
                    Searched.MATCH.name(),
                    List.of(Searched.MATCH, FIRST_SEEN, LAST_SEEN, SOFTWARE, FINDINGS, EXPLOITED));

    /** The longest silent first. */
    private static final Fields LATE = fields("d.id", "late_since", List.of(LATE_SINCE));

    private static final Fields RETIRED = fields("d.id", "hostname", List.of(HOSTNAME, LAST_SEEN));

    private final Searched searched;

    DeviceList(Database database) {
        this.searched = new Searched(database, Devices.WORDS, TOLD, BY_NAME, BY_MATCH);
    }

    private static Fields fields(@CompileTimeConstant String id, String usual, List<Field> orders) {
        var byName = new LinkedHashMap<String, Field>();
        ALL.forEach(field -> byName.put(field.name(), field));
        orders.forEach(field -> byName.put(field.name(), field.sorted()));
        return Fields.of(id, usual, byName.values().toArray(Field[]::new))
                .searched((from, below) -> Devices.WORDS.isOn(ID, new Range(from, below)));
    }

    /** Reads what is asked for; what narrows it says in which orders it can be had. */
    Query ask(Map<String, String> parameters, Instant now) {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        var statuses = Statuses.of(searched.narrowing(parameters, clock));
        if (SILENT.containsAll(statuses) && !statuses.isEmpty()) {
            return Searched.inOrderOf(LATE, BY_NAME, parameters, clock);
        } else if (statuses.equals(Set.of(Status.RETIRED))) {
            return Searched.inOrderOf(RETIRED, BY_NAME, parameters, clock);
        } else {
            return searched.ask(parameters, clock);
        }
    }

    /** The rows of the list, by the index of the statuses that they can have. */
    Sql from(Query query, Instant now) {
        return searched.from(query, devices(now), ID, where(Statuses.of(query), now));
    }

    static Sql devices(Instant now) {
        return Sql.of(
                """
                devices d cross join lateral (select case
                    when d.retired_at is not null then 'retired'
                    when d.late_after = 'infinity' then 'listed'
                    when d.late_after < ? then 'offline'
                    when d.late_after < ? then 'late' else 'reporting' end as status) as state
                """,
                now.minus(Status.UNTIL_OFFLINE),
                now);
    }

    private static Sql where(Set<Status> statuses, Instant now) {
        if (!statuses.contains(Status.RETIRED)) {
            var used = Sql.of("where d.retired_at is null");
            var isSilent = SILENT.containsAll(statuses) && !statuses.isEmpty();
            var since = statuses.contains(Status.LATE) ? now : now.minus(Status.UNTIL_OFFLINE);
            return isSilent ? used.and("and d.late_after < ?", since) : used;
        } else if (statuses.equals(Set.of(Status.RETIRED))) {
            return Sql.of("where d.retired_at is not null").and(IS_NO_PART);
        } else {
            return Sql.of("where true").and(IS_NO_PART);
        }
    }
}
