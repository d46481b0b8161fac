package muster.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import muster.database.Database;
import muster.database.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days are made ahead and dropped as a whole, by the database's clock. */
class EventDaysTest {
    private Room room;

    @BeforeEach
    void open() {
        room = new Room();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void everyPlanHasItsDaysAhead() {
        room.days.prepare();
        room.days.prepare();

        assertEquals(
                List.of("1095 4", "30 4", "365 4", "730 4"),
                room.administer(
                        """
                        select p.relname || ' ' || count(*) from pg_inherits i
                            join pg_class p on p.oid = i.inhparent
                        where p.relname like 'events\\_%' and p.relkind = 'p'
                        group by p.relname order by 1
                        """
                                .replace("p.relname || ' '", "substr(p.relname, 8) || ' '")));
    }

    @Test
    void whatIsOlderThanItsPlanKeepsIsDropped() {
        room.days.prepare();
        for (var old : List.of("30 31", "30 30", "365 366", "365 300")) {
            var part = old.split(" ", -1);
            day(part[0], Integer.parseInt(part[1]));
        }
        var before = days();

        room.days.run();

        var gone = before.stream().filter(one -> !days().contains(one)).toList();
        assertEquals(List.of("events_30 31", "events_365 366"), gone.stream().sorted().toList());
    }

    @Test
    void nobodyButTheDoorPreparesAndDrops() {
        for (var act : List.of("prepare_events", "drop_old_events")) {
            assertThrows(
                    Database.Failure.class,
                    () ->
                            room.database.inTenant(
                                    room.test.acme(),
                                    () ->
                                            room.database.first(
                                                    act.startsWith("p")
                                                            ? Sql.of(
                                                                    "select upkeep.prepare_events()")
                                                            : Sql.of(
                                                                    "select upkeep.drop_old_events()"),
                                                    row -> row)));
        }
    }

    /** A day of this class so many days ago. */
    private void day(String kept, int ago) {
        room.administer(
                """
                do $$ declare day date := (now() at time zone 'UTC')::date - %2$d; begin
                    execute format('create table events_%1$s_%%s partition of events_%1$s for values from (%%L) to (%%L)',
                        to_char(day, 'YYYYMMDD'), day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
                end $$
                """
                        .formatted(kept, ago));
    }

    /** Each day's partition: its class, and how many days ago it was. */
    private List<String> days() {
        return room.administer(
                """
                select regexp_replace(relname, '_[0-9]{8}$', '') || ' '
                    || (now() at time zone 'UTC')::date - to_date(right(relname, 8), 'YYYYMMDD')
                from pg_class where relispartition and relkind = 'r' order by 1
                """);
    }
}
