package muster.devices;

import java.util.Locale;
import muster.database.Database;
import muster.database.Sql;

/** How many there are of something: kept with every change, so that no page counts rows. */
public final class Counters {
    private final Database database;

    /** What is counted. */
    public enum Of {
        /** Devices that are not retired. */
        DEVICES,
        /** Titles that are on at least one device. */
        SOFTWARE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Counters(Database database) {
        this.database = database;
    }

    /**
     * Lets one transaction of the organization count at a time. Two reports touch the same counters
     * in any order; whoever counts takes this first, last of all its work, so nobody waits in a
     * ring.
     */
    public void lock() {
        database.first(
                Sql.of(
                        "select pg_advisory_xact_lock(hashtextextended('counters ' || tenant(), 0))"),
                row -> true);
    }

    public void add(Of what, int delta) {
        if (delta != 0) {
            database.run(
                    Sql.of(
                            """
                            insert into counters (name, value) values (?, ?)
                            on conflict (org_id, name)
                            do update set value = counters.value + excluded.value
                            """,
                            what.word(),
                            delta));
        }
    }

    public long value(Of what) {
        return database.first(
                        Sql.of("select value from counters where name = ?", what.word()),
                        row -> row.number("value"))
                .orElse(0L);
    }
}
