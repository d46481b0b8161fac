package muster.overview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Device;
import muster.devices.DeviceTypes;
import org.jspecify.annotations.Nullable;

/** What is new in the organization: devices that came, and what changed on any of them. */
public final class Recent {
    private final Database database;

    /** A device that came lately. */
    public record Newcomer(
            UUID id,
            String hostname,
            String type,
            String system,
            Instant firstSeen,
            long software,
            long checked,
            long findings,
            long exploited) {
        /** Whether its count of findings says something. */
        public boolean isTold() {
            return Device.isTold(checked, findings);
        }

        /** The type as glyphs know it. */
        public @Nullable String glyph() {
            return DeviceTypes.glyph(type);
        }
    }

    /** An entry of any device's timeline. */
    public record Event(
            Instant at,
            String kind,
            UUID device,
            String hostname,
            @Nullable String subject,
            @Nullable String before,
            @Nullable String after,
            long added,
            long removed,
            long upgraded) {}

    public Recent(Database database) {
        this.database = database;
    }

    public List<Newcomer> newcomers(int count) {
        return database.list(
                Sql.of(
                        """
                        select id, hostname, type, concat_ws(' ', os_name, os_version) as system,
                            first_seen, software_count, software_checked, findings_open,
                            findings_exploited
                        from devices where retired_at is null
                        order by first_seen desc, id desc limit ?
                        """,
                        count),
                row ->
                        new Newcomer(
                                row.uuid("id"),
                                row.text("hostname"),
                                row.text("type"),
                                row.text("system"),
                                row.instant("first_seen"),
                                row.number("software_count"),
                                row.number("software_checked"),
                                row.number("findings_open"),
                                row.number("findings_exploited")));
    }

    /** When the first of the devices was first seen. */
    public Optional<Instant> firstSeen() {
        return database.first(
                Sql.of(
                        """
                        select first_seen from devices where retired_at is null
                        order by first_seen, id limit 1
                        """),
                row -> row.instant("first_seen"));
    }

    public List<Event> events(int count) {
        return database.list(
                Sql.of(
                        """
                        select t.at, t.kind, t.device_id, d.hostname, t.subject, t.before, t.after,
                            coalesce(t.added, 0) as added, coalesce(t.removed, 0) as removed,
                            coalesce(t.upgraded, 0) as upgraded
                        from (select * from device_timeline
                                order by at desc, id desc limit ?) t
                            join devices d on d.id = t.device_id
                        order by t.at desc, t.id desc
                        """,
                        count),
                Recent::event);
    }

    /**
     * How many devices are silent since before this moment, counted up to the most that is worth
     * counting.
     */
    public long late(Instant now, int most) {
        return database.first(
                        Sql.of(
                                """
                                select count(*) as n from (
                                    select from devices
                                    where retired_at is null and late_after < ? limit ?) late
                                """,
                                now,
                                most),
                        row -> row.number("n"))
                .orElse(0L);
    }

    private static Event event(Row row) {
        return new Event(
                row.instant("at"),
                row.text("kind"),
                row.uuid("device_id"),
                row.text("hostname"),
                row.textOrNull("subject"),
                row.textOrNull("before"),
                row.textOrNull("after"),
                row.number("added"),
                row.number("removed"),
                row.number("upgraded"));
    }
}
