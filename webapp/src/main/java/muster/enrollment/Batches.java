package muster.enrollment;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;

/**
 * What was acknowledged of the collectors' spools: the same place with the same bytes is
 * acknowledged again, and counts once.
 */
public final class Batches {
    private final Database database;

    /**
     * What was said to a batch.
     *
     * @param device that it was of
     * @param items products or events
     */
    public record Taken(UUID device, int items) {}

    /** This place came before with other bytes: a clone, or a restored snapshot. */
    public static final class Forked extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private Forked(Batch batch, Instant receivedAt) {
            super(
                    "batch %d of epoch %s was received at %s with other bytes: begin a new epoch"
                            .formatted(batch.sequence(), batch.epoch(), receivedAt));
        }
    }

    private record Before(boolean same, Taken taken, Instant receivedAt) {}

    public Batches(Database database) {
        this.database = database;
    }

    /**
     * What was said to this batch, if it came before. Until the transaction ends, nobody else takes
     * it: the same batch twice at once waits here and is then a duplicate.
     *
     * @throws Forked other bytes came at this place
     */
    public Optional<Taken> find(Batch batch) {
        lock(batch);
        var before = before(batch);
        before.filter(one -> !one.same())
                .ifPresent(one -> {
                    throw new Forked(batch, one.receivedAt());
                });
        return before.map(Before::taken);
    }

    /** Remembers a batch in the transaction that takes it. */
    public void remember(Batch batch, UUID device, int items, Instant now) {
        database.run(
                Sql.of(
                        """
                        insert into batches (collector_id, epoch, sequence, digest, device_id,
                            items, received_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """,
                        batch.collector(),
                        batch.epoch(),
                        batch.sequence(),
                        batch.digestBytes(),
                        device,
                        items,
                        now));
    }

    /** Forgets a number of those that came before; says how many they were. */
    public int forget(Instant before, int most) {
        return database.run(
                Sql.of(
                        """
                        delete from batches
                        where (collector_id, epoch, sequence) in (
                            select collector_id, epoch, sequence from batches
                            where received_at < ? limit ?)
                        """,
                        before,
                        most));
    }

    private void lock(Batch batch) {
        database.first(
                Sql.of(
                        "select pg_advisory_xact_lock(hashtextextended("
                                + "concat(?::uuid, ' batch ', ?::uuid, ' ', ?::bigint), 0))",
                        batch.collector(),
                        batch.epoch(),
                        batch.sequence()),
                row -> true);
    }

    private Optional<Before> before(Batch batch) {
        return database.first(
                Sql.of(
                        """
                        select digest = ? and device_id is not null as same,
                            coalesce(device_id, collector_id) as device_id, items, received_at
                        from batches where collector_id = ? and epoch = ? and sequence = ?
                        """,
                        batch.digestBytes(),
                        batch.collector(),
                        batch.epoch(),
                        batch.sequence()),
                row ->
                        new Before(
                                row.flag("same"),
                                new Taken(row.uuid("device_id"), row.integer("items")),
                                row.instant("received_at")));
    }
}
