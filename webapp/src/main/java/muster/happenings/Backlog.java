package muster.happenings;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Tenant;

/** The stored happenings: those that wait for a listener, and those that were set aside. */
final class Backlog {
    private static final int CAUSE_CHARACTERS_MAX = 500;

    private final Database database;

    /**
     * A happening that a listener gets.
     *
     * @param attempts how many have failed before
     */
    record Waiting(UUID id, Happening happening, int attempts) {
        static Waiting of(Row row) {
            var kind = Happening.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT));
            return new Waiting(
                    row.uuid("id"),
                    new Happening(kind, row.uuid("subject")),
                    row.integer("attempts"));
        }
    }

    Backlog(Database database) {
        this.database = database;
    }

    /** Writes a happening down in the current transaction. */
    void add(Happening happening, Instant now) {
        database.run(
                Sql.of(
                        "insert into happenings (kind, subject, due_at) values (?, ?, ?)",
                        happening.kind().word(),
                        happening.subject(),
                        now));
    }

    /** The organizations with something that is due; one step of the index for each of them. */
    List<Tenant> organizations(Collection<Happening.Kind> kinds, Instant now) {
        return database.atDoor(() ->
                database.list(
                        Sql.of(
                                """
                                with recursive waiting as (
                                    (select org_id from happenings where set_aside_at is null
                                     order by org_id limit 1)
                                    union all
                                    select (select next.org_id from happenings next
                                            where next.set_aside_at is null
                                                and next.org_id > waiting.org_id
                                            order by next.org_id limit 1)
                                    from waiting where waiting.org_id is not null
                                )
                                select org_id from waiting where exists (
                                    select 1 from happenings due
                                    where due.org_id = waiting.org_id and set_aside_at is null
                                        and due_at <= ? and kind = any (?))
                                """,
                                now,
                                words(kinds)),
                        row -> new Tenant(row.uuid("org_id"))));
    }

    /**
     * Removes the happening of the current organization that has been due longest. A transaction
     * that fails puts it back; one that another thread or hub has in hand is passed over.
     */
    Optional<Waiting> take(Collection<Happening.Kind> kinds, Instant now) {
        return database.first(
                Sql.of(
                        """
                        delete from happenings where id = (
                            select id from happenings
                            where set_aside_at is null and due_at <= ? and kind = any (?)
                            order by due_at, id limit 1 for update skip locked)
                        returning id, kind, subject, attempts
                        """,
                        now,
                        words(kinds)),
                Waiting::of);
    }

    /** Removes all that waits in the current organization. */
    void clear() {
        database.run(Sql.of("delete from happenings"));
    }

    /** Notes that an attempt failed. */
    void again(Waiting failed, Instant at, Throwable cause) {
        database.run(
                Sql.of(
                        """
                        update happenings set attempts = ?, due_at = ?, cause = ? where id = ?
                        """,
                        failed.attempts() + 1,
                        at,
                        text(cause),
                        failed.id()));
    }

    /** Notes that the last attempt failed. */
    void setAside(Waiting failed, Instant now, Throwable cause) {
        database.run(
                Sql.of(
                        """
                        update happenings set attempts = ?, set_aside_at = ?, cause = ?
                        where id = ?
                        """,
                        failed.attempts() + 1,
                        now,
                        text(cause),
                        failed.id()));
    }

    /** Lets what was set aside be tried once more; says how much that was. */
    int bringBack(Instant now) {
        return database.atDoor(() ->
                database.run(
                        Sql.of(
                                """
                                update happenings set set_aside_at = null, due_at = ?
                                where set_aside_at is not null
                                """,
                                now)));
    }

    private static String[] words(Collection<Happening.Kind> kinds) {
        return kinds.stream().map(Happening.Kind::word).toArray(String[]::new);
    }

    /** The database stores no NUL. */
    private static String text(Throwable cause) {
        var text = cause.toString().replace('\0', ' ');
        return text.substring(0, Math.min(text.length(), CAUSE_CHARACTERS_MAX));
    }
}
