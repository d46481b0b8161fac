package muster.audit;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The record of who did what in an organization. Each entry carries a keyed hash over itself and
 * the hash of the one before it, so that an entry that is changed or left out is seen. Written in
 * the transaction of the deed: no deed without its entry, no entry without its deed.
 */
public final class Audit {
    /** For lists of entries, which {@link #entry} reads. */
    public static final Sql SELECT =
            Sql.of(
                    """
                    select e.sequence, e.at, e.actor, e.label, e.verb, e.subject, e.detail,
                        e.address, e.before, e.after, e.previous, e.hash
                    """);

    // Not an argument of every deed: the Desk alone knows it, and most callers have no request.
    private static final ScopedValue<String> ADDRESS = ScopedValue.newInstance();

    private final Database database;
    private final MasterKey master;
    private final Clock clock;

    /** The end of the chain as the database has it; without a key where none was needed yet. */
    private record Kept(long sequence, String hash, @Nullable String key, long keyedFrom) {}

    public Audit(Database database, MasterKey master, Clock clock) {
        this.database = database;
        this.master = master;
        this.clock = clock;
    }

    /** The same record by another clock, for a past that is told. */
    public Audit at(Clock other) {
        return new Audit(database, master, other);
    }

    /** Does this for a request from that address, which all entries name that it writes. */
    public static <T> T from(String address, Supplier<T> work) {
        return ScopedValue.where(ADDRESS, address).call(work::get);
    }

    /** Adds an entry to the current organization's record. */
    public void record(Actor actor, String verb, String subject, String detail) {
        record(actor, verb, subject, detail, Change.NONE);
    }

    /** The same, saying what was so before and after. */
    public void record(Actor actor, String verb, String subject, String detail, Change change) {
        var head = keyed(locked());
        var unsealed =
                new Entry(
                        head.sequence() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        actor.reference(),
                        actor.label(),
                        verb,
                        subject,
                        detail,
                        ADDRESS.orElse(""),
                        change.before(),
                        change.after(),
                        head.hash(),
                        "");
        var entry = unsealed.sealed(opened(head));
        insert(entry);
        database.run(
                Sql.of(
                        "update audit_heads set sequence = ?, hash = ?, key = ?, keyed_from = ?",
                        entry.sequence(),
                        entry.hash(),
                        head.key(),
                        head.keyedFrom()));
    }

    private void insert(Entry entry) {
        database.run(
                Sql.of(
                        """
                        insert into audit_entries (sequence, at, actor, label, verb, subject, detail,
                            address, before, after, previous, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        entry.sequence(),
                        entry.at(),
                        entry.actor(),
                        entry.label(),
                        entry.verb(),
                        entry.subject(),
                        entry.detail(),
                        entry.address(),
                        entry.before(),
                        entry.after(),
                        entry.previous(),
                        entry.hash()));
    }

    /** When this was last done to this subject in the current organization. */
    public Optional<Entry> last(String verb, String subject) {
        return database.first(
                SELECT.and(
                        """
                        from audit_entries e where e.verb = ? and e.subject = ?
                        order by e.sequence desc limit 1
                        """,
                        verb,
                        subject),
                Audit::entry);
    }

    public static Entry entry(Row row) {
        return Entry.of(row);
    }

    /** The end of the current organization's chain; nothing where nothing was done yet. */
    public Optional<Head> head() {
        return kept().map(one -> new Head(one.sequence(), one.hash()));
    }

    /** Reads all of the current organization's record, and says whether it is whole. */
    public Verification verify(Optional<Head> former) {
        var kept = kept();
        var end = kept.map(one -> new Head(one.sequence(), one.hash())).orElse(Walk.NOTHING);
        var from = kept.map(Kept::keyedFrom).orElse(1L);
        Optional<ChainKey> key;
        try {
            key = kept.flatMap(this::key);
        } catch (IllegalStateException foreign) {
            var flaw = new Verification.Flaw(Verification.Kind.KEY, from);
            return new Verification(clock.instant(), Walk.NOTHING, from, flaw);
        }
        var walk = new Walk(former, from, key);
        // What is done meanwhile is behind the head that was read, and for the next time.
        database.each(
                SELECT.and(
                        "from audit_entries e where e.sequence <= ? order by e.sequence",
                        end.sequence()),
                row -> walk.next(entry(row)));
        return walk.ended(end, clock.instant());
    }

    /** The last entry from before this day (UTC) whose head nobody was told yet. */
    public Optional<Entry> untold(LocalDate day) {
        return database.first(
                SELECT.and(
                        """
                        from audit_heads h join audit_entries e on e.org_id = h.org_id
                            and e.sequence > h.mailed_sequence
                        where h.mailed_on is distinct from ?::date
                            and e.at < ?::date::timestamp at time zone 'UTC'
                        order by e.sequence desc limit 1
                        """,
                        day,
                        day),
                Audit::entry);
    }

    /** From now on the owners know the head that this entry was; one of two hubs tells it. */
    public boolean tell(Entry entry, LocalDate day) {
        return database.run(
                        Sql.of(
                                """
                                update audit_heads set mailed_sequence = ?, mailed_on = ?
                                where mailed_on is distinct from ?::date
                                """,
                                entry.sequence(),
                                day,
                                day))
                == 1;
    }

    private Kept locked() {
        database.run(
                Sql.of(
                        "insert into audit_heads (sequence, hash) values (0, ?) on conflict do nothing",
                        Entry.BEGINNING));
        return database.first(Sql.of(KEPT + " for update"), Audit::kept).orElseThrow();
    }

    private Optional<Kept> kept() {
        return database.first(Sql.of(KEPT), Audit::kept);
    }

    private static final String KEPT = "select sequence, hash, key, keyed_from from audit_heads";

    private static Kept kept(Row row) {
        var from = row.numberOrNull("keyed_from");
        return new Kept(
                row.number("sequence"),
                row.text("hash"),
                row.textOrNull("key"),
                from == null ? row.number("sequence") + 1 : from);
    }

    /** An organization gets its key with its first entry, or the first after chains had none. */
    private Kept keyed(Kept head) {
        return head.key() != null
                ? head
                : new Kept(
                        head.sequence(),
                        head.hash(),
                        ChainKey.make(master, database.tenant(), head.keyedFrom()),
                        head.keyedFrom());
    }

    private ChainKey opened(Kept head) {
        return key(head).orElseThrow();
    }

    private Optional<ChainKey> key(Kept head) {
        var sealed = head.key();
        return sealed == null
                ? Optional.empty()
                : Optional.of(ChainKey.opened(master, database.tenant(), head.keyedFrom(), sealed));
    }
}
