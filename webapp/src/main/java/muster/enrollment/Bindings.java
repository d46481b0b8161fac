package muster.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** Which device each agent is on, and at which site it was enrolled. */
public final class Bindings {
    private static final String AGENT = "agent";

    /** Longer than any request is under way: what was sent before a new epoch began has come. */
    private static final Duration UNDER_WAY_MAX = Duration.ofMinutes(2);

    private final Database database;

    /**
     * A collector's place.
     *
     * @param site null where its token named none
     * @param labels of the token that it enrolled with
     * @param device null until it has reported, and for what reports about others
     * @param epoch in which its last report was, since {@code epochAt}; null until it has reported
     */
    public record Binding(
            boolean agent,
            @Nullable UUID site,
            List<String> labels,
            @Nullable UUID device,
            @Nullable UUID epoch,
            @Nullable Instant epochAt) {
        public Binding {
            labels = List.copyOf(labels);
        }
    }

    public Bindings(Database database) {
        this.database = database;
    }

    public Binding of(UUID collector) {
        return database.first(
                        Sql.of(
                                """
                                select kind, site_id, labels, device_id, epoch, epoch_at
                                from collectors where id = ?
                                """,
                                collector),
                        row ->
                                new Binding(
                                        row.text("kind").equals(AGENT),
                                        row.uuidOrNull("site_id"),
                                        row.texts("labels"),
                                        row.uuidOrNull("device_id"),
                                        row.uuidOrNull("epoch"),
                                        row.instantOrNull("epoch_at")))
                .orElseThrow(() -> new IllegalStateException("no collector " + collector));
    }

    /** An agent is on this device from now on. */
    public void bind(UUID collector, UUID device) {
        database.run(Sql.of("update collectors set device_id = ? where id = ?", device, collector));
    }

    /**
     * Notes the epoch of a batch that is not remembered yet.
     *
     * @return whether its collector is back in an epoch that it had left: two take turns
     */
    public boolean isBack(Batch batch, Binding before, Instant now) {
        if (batch.epoch().equals(before.epoch())) {
            return false;
        }
        database.run(
                Sql.of(
                        "update collectors set epoch = ?, epoch_at = ? where id = ?",
                        batch.epoch(),
                        now,
                        batch.collector()));
        var left = before.epochAt();
        return left != null
                && left.isBefore(now.minus(UNDER_WAY_MAX))
                && hasComeBefore(left, batch);
    }

    private boolean hasComeBefore(Instant left, Batch batch) {
        return database.first(
                        Sql.of(
                                """
                                select 1 as one from batches
                                where collector_id = ? and epoch = ? and received_at < ? limit 1
                                """,
                                batch.collector(),
                                batch.epoch(),
                                left),
                        row -> true)
                .isPresent();
    }
}
