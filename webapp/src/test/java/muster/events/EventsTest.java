package muster.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Sql;
import muster.web.Page;
import muster.web.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list over many days, each a table of its own. */
class EventsTest {
    private static final int EVENTS_A_DAY = 2;

    private Room room;
    private Events events;

    @BeforeEach
    void open() {
        room = new Room();
        events = new Events(room.database);
        room.days.prepare();
        for (var ago : List.of(0, 3, 10, 29)) {
            day(ago);
        }
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void aPageGoesBackAsFarAsItMust() {
        assertEquals(
                List.of("29 1", "29 2"),
                asked(Map.of("q", "name:day-29")).stream().sorted().toList());
        assertEquals(List.of(), asked(Map.of("q", "name:never")));
    }

    @Test
    void pagesFollowEachOtherToTheEndAndBack() {
        var newestFirst = List.of("0 2", "0 1", "3 2", "3 1", "10 2", "10 1", "29 2", "29 1");

        assertEquals(newestFirst, paged("-received"));
        assertEquals(newestFirst.reversed(), paged("received"));
    }

    @Test
    void aFullPageOpensNoOlderDays() {
        var opened =
                room.database.inTenant(
                        room.test.acme(),
                        () -> {
                            assertTrue(page(Map.of("limit", "1")).hasNext());
                            return opened();
                        });

        // Around the latest day, of one class.
        assertTrue(opened.size() <= 3, opened::toString);
    }

    @Test
    void anIdLeadsToItsDayAlone() {
        var id =
                UUID.fromString(
                        room.administer("select id from events where name = 'day-29'").getFirst());

        var opened =
                room.database.inTenant(
                        room.test.acme(),
                        () -> {
                            assertEquals("day-29", events.find(id).orElseThrow().name());
                            return opened();
                        });

        // That day of each class that has one.
        assertEquals(1, opened.size(), opened::toString);
        assertTrue(room.database.inTenant(room.test.globex(), () -> events.find(id)).isEmpty());
    }

    /** Events of Acme so many days ago, on a day that was prepared then. */
    private void day(int ago) {
        room.administer(
                """
                do $$ declare day date := (now() at time zone 'UTC')::date - %1$d; begin
                    if to_regclass('events_30_' || to_char(day, 'YYYYMMDD')) is null then
                        execute format('create table events_30_%%s partition of events_30 for values from (%%L) to (%%L)',
                            to_char(day, 'YYYYMMDD'), day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
                    end if;
                    for n in 1 .. %2$d loop
                        insert into events (org_id, keep_days, received_at, id, observed_at, class_uid,
                            activity_id, severity, name, summary, event)
                        select '%3$s', 30, uuid_extract_timestamp(id), id, now(), 4003, 1, 'low',
                            'day-%1$d', '%1$d ' || n, '{}'
                        from (select uuidv7(day - now() + n * interval '1 hour') as id) as made;
                    end loop;
                    insert into event_days (org_id, day, keep_days, events) values ('%3$s', day, 30, %2$d);
                end $$
                """
                        .formatted(ago, EVENTS_A_DAY, room.test.acme().id()));
    }

    private List<String> paged(String sort) {
        var all = new ArrayList<String>();
        var parameters = new HashMap<>(Map.of("sort", sort, "limit", "3"));
        for (var more = true; more; ) {
            var page = room.database.inTenant(room.test.acme(), () -> page(parameters));
            page.items().forEach(one -> all.add(one.summary()));
            more = page.hasNext();
            parameters.put("cursor", String.valueOf(page.nextCursor()));
        }
        return all;
    }

    private List<String> asked(Map<String, String> parameters) {
        return room.database.inTenant(room.test.acme(), () -> page(parameters)).items().stream()
                .map(one -> String.valueOf(one.summary()))
                .toList();
    }

    private Page<Recorded> page(Map<String, String> parameters) {
        return events.matching(Query.parse(parameters, Events.FIELDS, Clock.systemUTC()));
    }

    /** The days that this transaction has opened. */
    private List<String> opened() {
        return room.database.list(
                Sql.of(
                        """
                        select c.relname from pg_locks l join pg_class c on c.oid = l.relation
                        where l.pid = pg_backend_pid() and c.relispartition and c.relkind = 'r'
                        order by 1
                        """),
                row -> row.text("relname"));
    }
}
