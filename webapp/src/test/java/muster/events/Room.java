package muster.events;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sha256;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.events.Batch.Ticket;
import muster.tenancy.Tenant;

/** The room of events on a fresh database, with a collector in each organization. */
final class Room implements AutoCloseable {
    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final EventDays days = new EventDays(database);
    final LocalSink sink = new LocalSink(database, days);
    final UUID epoch = UUID.randomUUID();

    UUID collector(Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.first(
                                        Sql.of(
                                                """
                                                insert into collectors (kind, name, name_order, token_name,
                                                    public_key, enrolled_at, late_after)
                                                values ('agent', 'web-1', 'web-1', 'first', 'key', now(),
                                                    'infinity')
                                                returning id
                                                """),
                                        row -> row.uuid("id"))
                                .orElseThrow());
    }

    Batch batch(Tenant tenant, UUID collector, long sequence, String message) {
        var digest = Sha256.of(EventsOf.lines(message, 3));
        var place = new muster.enrollment.Batch(collector, epoch, sequence, digest);
        return new Batch(tenant, new Ticket.Spooled(place), EventsOf.batch(message, 3));
    }

    Batch batch(Tenant tenant, String message) {
        return new Batch(tenant, new Ticket.None(), EventsOf.batch(message, 3));
    }

    /** The messages of an organization's events, in order. */
    List<String> messages(Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.list(
                                Sql.of("select summary from events order by received_at, id"),
                                row -> row.text("summary")));
    }

    /** Runs a statement as the superuser, past all policies. */
    List<String> administer(String statement) {
        var server = test.server();
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var work = connection.createStatement()) {
            var found = new ArrayList<String>();
            if (work.execute(statement)) {
                var rows = work.getResultSet();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(statement, failure);
        }
    }

    @Override
    public void close() {
        sink.close();
        test.close();
    }
}
