package muster.enrollment;

import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** Which device each agent is on, and at which site it was enrolled. */
public final class Bindings {
    private static final String AGENT = "agent";

    private final Database database;

    /**
     * A collector's place.
     *
     * @param site null where its token named none
     * @param labels of the token that it enrolled with
     * @param device null until it has reported, and for what reports about others
     */
    public record Binding(
            boolean agent, @Nullable UUID site, List<String> labels, @Nullable UUID device) {
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
                                select kind, site_id, labels, device_id from collectors
                                where id = ?
                                """,
                                collector),
                        row ->
                                new Binding(
                                        row.text("kind").equals(AGENT),
                                        row.uuidOrNull("site_id"),
                                        row.texts("labels"),
                                        row.uuidOrNull("device_id")))
                .orElseThrow(() -> new IllegalStateException("no collector " + collector));
    }

    /** An agent is on this device from now on. */
    public void bind(UUID collector, UUID device) {
        database.run(Sql.of("update collectors set device_id = ? where id = ?", device, collector));
    }
}
