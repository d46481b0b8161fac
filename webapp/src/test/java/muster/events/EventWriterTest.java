package muster.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sha256;
import muster.database.Sql;
import muster.events.Batch.Ticket;
import muster.events.EventSink.Gone;
import muster.events.EventSink.Receipt;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one transaction of the writer leaves behind. */
class EventWriterTest {
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private Room room;
    private EventWriter writer;
    private Tenant acme;
    private Tenant globex;

    @BeforeEach
    void open() {
        room = new Room();
        writer = new EventWriter(room.database, room.days);
        acme = room.test.acme();
        globex = room.test.globex();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void eachOrganizationHasItsEventsAndNoOthers() {
        var ours = room.batch(acme, room.collector(acme), 1, "ours");
        var theirs = room.batch(globex, room.collector(globex), 1, "theirs");

        var outcomes = writer.write(List.of(theirs, ours));

        assertEquals(new Receipt(3, false), outcomes.of(ours).receipt());
        assertEquals(List.of("ours 0", "ours 1", "ours 2"), room.messages(acme));
        assertEquals(List.of("theirs 0", "theirs 1", "theirs 2"), room.messages(globex));
    }

    @Test
    void aCollectorOfAnotherOrganizationWritesNothing() {
        var stolen = room.batch(acme, room.collector(globex), 1, "stolen");

        var refused = assertThrows(Database.Failure.class, () -> writer.write(List.of(stolen)));

        assertEquals(FOREIGN_KEY_VIOLATION, refused.state());
        assertEquals(List.of(), room.messages(acme));
        assertEquals(List.of(), room.messages(globex));
    }

    @Test
    void sentAgainItCountsOnce() {
        var collector = room.collector(acme);
        var first = room.batch(acme, collector, 1, "once");
        var again = room.batch(acme, collector, 1, "once");
        writer.write(List.of(first));

        var outcomes = writer.write(List.of(again, room.batch(acme, collector, 2, "next")));

        assertEquals(new Receipt(3, true), outcomes.of(again).receipt());
        assertEquals(6, room.messages(acme).size());
        assertEquals(List.of("6"), room.administer("select events from event_days"));
    }

    @Test
    void twiceInOneCommitItCountsOnce() {
        var collector = room.collector(acme);
        var one = room.batch(acme, collector, 1, "once");
        var two = room.batch(acme, collector, 1, "once");

        var outcomes = writer.write(List.of(one, two));

        assertFalse(outcomes.of(one).receipt().duplicate());
        assertTrue(outcomes.of(two).receipt().duplicate());
        assertEquals(3, room.messages(acme).size());
    }

    @Test
    void otherEventsWithTheSameTicketAreRefusedAndTheRestIsNot() {
        var collector = room.collector(acme);
        writer.write(List.of(room.batch(acme, collector, 1, "first")));
        var other = room.batch(acme, collector, 1, "other");
        var next = room.batch(acme, collector, 2, "next");

        var outcomes = writer.write(List.of(other, next));

        assertTrue(String.valueOf(outcomes.of(other).altered()).contains("other events"));
        assertNull(outcomes.of(next).altered());
        assertEquals(6, room.messages(acme).size());
    }

    @Test
    void aNameThatAProgramGivesCountsOnceInItsOrganization() {
        var named = new Ticket.Named(UUID.randomUUID(), Sha256.of("named"));
        var ours = new Batch(acme, named, EventsOf.batch("named", 2));
        var theirs = new Batch(globex, named, EventsOf.batch("another", 2));
        writer.write(List.of(ours));

        var outcomes = writer.write(List.of(ours, theirs));

        assertEquals(new Receipt(2, true), outcomes.of(ours).receipt());
        assertEquals(new Receipt(2, false), outcomes.of(theirs).receipt());
        assertEquals(2, room.messages(acme).size());
    }

    @Test
    void theIdOfAnEventLeadsToWhenItCame() {
        writer.write(List.of(room.batch(acme, "timed")));

        var found =
                room.database.inTenant(
                        acme,
                        () ->
                                room.database.list(
                                        Sql.of(
                                                """
                                                select summary from events
                                                where received_at = uuid_extract_timestamp(id)
                                                    and observed_at = '2025-11-22 10:00:00.123+00'
                                                """),
                                        row -> row.text("summary")));

        assertEquals(3, found.size());
    }

    @Test
    void aClockThatIsAheadObservesNothingBeforeItCame() {
        var ahead =
                EventsOf.line("ahead").replace("1763805600123", "4102444800000").getBytes(UTF_8);
        writer.write(List.of(new Batch(acme, new Ticket.None(), EventLines.decode(ahead))));

        assertEquals(List.of("t"), room.administer("select observed_at = received_at from events"));
    }

    @Test
    void missingDaysAreMadeAndNothingIsLost() {
        room.administer("update plans set history_days = 31 where name = 'free'");

        writer.write(List.of(room.batch(acme, "first")));
        room.administer("drop table events_31, events_365");
        writer.write(List.of(room.batch(acme, "second")));

        assertEquals(List.of("second 0", "second 1", "second 2"), room.messages(acme));
    }

    @Test
    void whatThePlanKeepsDecidesWhereItGoes() {
        room.administer(
                "update organizations set confirmed_at = now(), plan = 'business' where slug = 'acme'");

        writer.write(List.of(room.batch(acme, "kept"), room.batch(globex, "kept")));

        assertEquals(
                List.of("30 globex", "730 acme"),
                room.administer(
                        """
                        select distinct keep_days || ' ' || slug from events
                        join organizations using (org_id) order by 1
                        """));
    }

    @Test
    void anOrganizationThatIsGoneGetsNoAcknowledgement() {
        room.administer("delete from organizations where slug = 'acme'");

        assertThrows(Gone.class, () -> writer.write(List.of(room.batch(acme, "late"))));
        assertEquals(List.of("0"), room.administer("select count(*) from events"));
    }
}
