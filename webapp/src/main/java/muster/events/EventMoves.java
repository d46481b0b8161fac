package muster.events;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Belongings;
import muster.devices.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * Of which devices events are. They are written once and name the device that their collector was
 * on; where it turns out that it was on another, that is noted here and heeded by whoever reads.
 */
public final class EventMoves implements Belongings {
    /** To be joined to events {@code e}: {@link #DEVICE} is whose they are. */
    static final Sql JOIN =
            Sql.of(
                    """
                    left join lateral (select coalesce(
                        (select m.moved_to from event_moves m
                            where m.device_id = e.device_id and m.collector_id = e.collector_id
                                and e.received_at >= m.from_at and e.received_at < m.until_at
                            order by m.until_at limit 1),
                        e.device_id) as id) moved on true
                    left join device_aliases alias on alias.id = moved.id
                    """);

    /** The device of an event, as it is known now. */
    static final String DEVICE = "coalesce(alias.device_id, moved.id)";

    private final Database database;

    public EventMoves(Database database) {
        this.database = database;
    }

    @Override
    public void part(UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now) {
        move(device, merged, joined);
    }

    @Override
    public void split(
            UUID device,
            UUID other,
            Set<Provenance> sources,
            @Nullable Instant adopted,
            Instant now) {
        if (sources.contains(Provenance.AGENT)) {
            move(device, other, Instant.EPOCH);
        }
    }

    /**
     * What the collectors that are on the other device now said of the one meanwhile; until now by
     * the database's clock, as events have it.
     */
    private void move(UUID device, UUID other, Instant from) {
        database.run(
                Sql.of(
                        """
                        update event_moves set moved_to = ?
                        where moved_to = ? and device_id <> ? and from_at >= ? and collector_id in (
                            select id from collectors where device_id = ?)
                        """,
                        other,
                        device,
                        other,
                        from,
                        other));
        database.run(
                Sql.of(
                        """
                        insert into event_moves
                            (device_id, collector_id, from_at, until_at, moved_to)
                        select ?, id, ?, clock_timestamp(), ? from collectors
                        where device_id = ?
                        on conflict (org_id, device_id, collector_id, until_at) do nothing
                        """,
                        device,
                        from,
                        other,
                        other));
    }
}
