package muster.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import muster.database.Database;
import muster.database.Sql;
import muster.events.Batch.Ticket;
import muster.events.EventSink.Altered;
import muster.events.EventSink.Gone;
import muster.events.EventSink.Receipt;
import org.jspecify.annotations.Nullable;

/** Writes batches of several organizations in one transaction, each as its own tenant. */
final class EventWriter {
    /** No partition for the row; the codes of PostgreSQL have no word of their own for it. */
    private static final String CHECK_VIOLATION = "23514";

    private final Database database;
    private final EventDays days;

    /** What became of a batch; {@code altered} where other events have its ticket. */
    record Outcome(Receipt receipt, @Nullable Altered altered) {}

    /** What became of each batch. */
    static final class Outcomes {
        private final IdentityHashMap<Batch, Outcome> byBatch = new IdentityHashMap<>();

        Outcome of(Batch batch) {
            var outcome = byBatch.get(batch);
            if (outcome == null) {
                throw new IllegalStateException("nobody wrote this batch");
            }
            return outcome;
        }
    }

    private record Before(boolean same, int items, Instant receivedAt) {}

    EventWriter(Database database, EventDays days) {
        this.database = database;
        this.days = days;
    }

    /** All of them or none: returns after the commit. */
    Outcomes write(List<Batch> batches) {
        try {
            return committed(batches);
        } catch (Database.Failure failure) {
            if (!failure.state().equals(CHECK_VIOLATION)) {
                throw failure;
            }
            // The hub slept through midnight, or a plan is new: the day is made, and it goes on.
            days.prepare();
            return committed(batches);
        }
    }

    private Outcomes committed(List<Batch> batches) {
        var outcomes = new Outcomes();
        // In one order for all hubs, so that none waits for another in a circle.
        var ordered = new ArrayList<>(batches);
        ordered.sort(Comparator.comparing(batch -> batch.tenant().id()));
        database.forTenants(turns -> {
            for (var batch : ordered) {
                outcomes.byBatch.put(batch, turns.of(batch.tenant(), () -> take(batch)));
            }
        });
        return outcomes;
    }

    private Outcome take(Batch batch) {
        var sql = ticket(batch).and(written(batch)).and(counted(batch));
        var done =
                database.first(sql, row -> new Done(row.flag("there"), row.flag("taken")))
                        .orElseThrow();
        if (!done.there()) {
            throw new Gone();
        }
        return done.taken() ? new Outcome(new Receipt(batch.size(), false), null) : again(batch);
    }

    private record Done(boolean there, boolean taken) {}

    private static Sql ticket(Batch batch) {
        return switch (batch.ticket()) {
            case Ticket.Spooled(var place) ->
                    // Without a device: that is how a batch of inventory is told from this.
                    Sql.of(
                            """
                            with taken as (
                                insert into batches (collector_id, epoch, sequence, digest, items,
                                    received_at)
                                values (?, ?, ?, ?, ?, now())
                                on conflict do nothing
                                returning 1),
                            """,
                            place.collector(),
                            place.epoch(),
                            place.sequence(),
                            place.digestBytes(),
                            batch.size());
            case Ticket.Named(var id, var digest) ->
                    Sql.of(
                            """
                            with taken as (
                                insert into event_posts (id, digest, events, received_at)
                                values (?, decode(?, 'hex'), ?, now())
                                on conflict do nothing
                                returning 1),
                            """,
                            id,
                            digest,
                            batch.size());
            case Ticket.None() -> Sql.of("with taken as (select 1),");
        };
    }

    private static @Nullable UUID collector(Batch batch) {
        return batch.ticket() instanceof Ticket.Spooled spooled
                ? spooled.place().collector()
                : null;
    }

    /** The plan decides how long they are kept: the Free one's days until somebody confirmed. */
    private static Sql written(Batch batch) {
        var events = batch.lines().events();
        return Sql.of(
                """
                kept as (
                    select p.history_days as days,
                        (select c.device_id from collectors c where c.id = ?::uuid) as device_id
                    from organizations o join plans p
                        on p.name = case when o.confirmed_at is null then 'free' else o.plan end
                    where o.org_id = tenant()),
                written as (
                    insert into events (keep_days, received_at, id, observed_at, collector_id, device_id,
                        class_uid, activity_id, severity, src_address, src_port, dst_address, dst_port,
                        name, summary, event)
                    select kept.days, uuid_extract_timestamp(e.id), e.id,
                        least(to_timestamp(e.time::float8 / 1000), uuid_extract_timestamp(e.id)),
                        ?::uuid, kept.device_id, e.class_uid, e.activity_id, e.severity,
                        e.src_address, e.src_port, e.dst_address, e.dst_port, e.name, e.summary, e.event
                    from kept, (
                        select uuidv7() as id, line.*
                        from unnest(?::bigint[], ?::int[], ?::int[], ?::text[], ?::text[], ?::int[],
                                ?::text[], ?::int[], ?::text[], ?::text[], ?::text[])
                            as line (time, class_uid, activity_id, severity, src_address, src_port,
                                dst_address, dst_port, name, summary, event)) e
                    where exists (select from taken)),
                """,
                collector(batch),
                collector(batch),
                events.stream().map(Event::time).toArray(Long[]::new),
                events.stream().map(Event::classUid).toArray(Integer[]::new),
                events.stream().map(Event::activityId).toArray(Integer[]::new),
                texts(events, event -> event.severity().word()),
                texts(events, event -> event.source().address()),
                numbers(events, event -> event.source().port()),
                texts(events, event -> event.destination().address()),
                numbers(events, event -> event.destination().port()),
                texts(events, Event::name),
                texts(events, Event::summary),
                texts(events, Event::json));
    }

    private static Sql counted(Batch batch) {
        return Sql.of(
                """
                counted as (
                    insert into event_days (day, keep_days, events)
                    select (now() at time zone 'UTC')::date, kept.days, ?::bigint
                    from kept where exists (select from taken)
                    on conflict (org_id, day, keep_days) do update
                        set events = event_days.events + excluded.events)
                select exists (select from kept) as there, exists (select from taken) as taken
                """,
                batch.size());
    }

    private static @Nullable String[] texts(
            List<Event> events, Function<Event, @Nullable String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    private static @Nullable Integer[] numbers(
            List<Event> events, Function<Event, @Nullable Integer> number) {
        return events.stream().map(number).toArray(Integer[]::new);
    }

    /** The same ticket as before: with the same bytes it is acknowledged again. */
    private Outcome again(Batch batch) {
        var before = before(batch);
        return before.same()
                ? new Outcome(new Receipt(before.items(), true), null)
                : new Outcome(new Receipt(0, true), new Altered(before.receivedAt()));
    }

    private Before before(Batch batch) {
        var question =
                switch (batch.ticket()) {
                    case Ticket.Spooled(var place) ->
                            Sql.of(
                                    """
                                    select digest = ? and device_id is null as same, items, received_at
                                    from batches where collector_id = ? and epoch = ? and sequence = ?
                                    """,
                                    place.digestBytes(),
                                    place.collector(),
                                    place.epoch(),
                                    place.sequence());
                    case Ticket.Named(var id, var digest) ->
                            Sql.of(
                                    """
                                    select digest = decode(?, 'hex') as same, events as items, received_at
                                    from event_posts where id = ?
                                    """,
                                    digest,
                                    id);
                    case Ticket.None() -> throw new IllegalStateException("it has no ticket");
                };
        return database.first(
                        question,
                        row ->
                                new Before(
                                        row.flag("same"),
                                        row.integer("items"),
                                        row.instant("received_at")))
                .orElseThrow();
    }
}
