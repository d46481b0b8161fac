package muster.enrollment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.web.CollectorKeys;
import muster.web.Flaw;
import muster.web.SigningKey;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** The keys that collectors sign with, as far as they were lately asked for. */
public final class SigningKeys implements CollectorKeys {
    /** After a revocation a collector gets in no longer than this. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** A request may be under way when the new key is first used, or wait in another process. */
    static final Duration OVERLAP = Duration.ofHours(24);

    /** Between two notes of what a collector did not sign. */
    static final Duration NOTED = Duration.ofMinutes(1);

    private static final String STRANGE =
            "a certificate was shown that is not one of this collector, or has ended";

    private static final String ALTERED =
            "a request came in its name that it did not sign, or that was altered on its way";

    /** About 1 kB each. */
    private static final int REMEMBERED_MAX = 20_000;

    private final Database database;
    private final MasterKey key;
    private final Clock clock;
    private final CollectorNotes notes;
    private final Map<UUID, Remembered> lately = bounded();
    private final Map<UUID, Instant> noted = bounded();

    private record Remembered(Known known, boolean used, @Nullable Instant endsAt, Instant readAt) {
        boolean isFresh(Instant now) {
            return now.isBefore(readAt.plus(REMEMBERED));
        }

        boolean counts(Instant now) {
            return endsAt == null || now.isBefore(endsAt);
        }
    }

    public SigningKeys(Database database, MasterKey key, Clock clock) {
        this.database = database;
        this.key = key;
        this.clock = clock;
        this.notes = new CollectorNotes(database);
    }

    private static <T> Map<UUID, T> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, T> eldest) {
                return size() > REMEMBERED_MAX;
            }
        };
    }

    /** Where a key is kept sealed. */
    public static String place(UUID key) {
        return "collector_keys " + key;
    }

    @Override
    public Optional<Known> find(UUID id) {
        var now = clock.instant();
        return remembered(id)
                .filter(one -> one.isFresh(now))
                .or(() -> read(id, now))
                .filter(one -> one.counts(now))
                .map(Remembered::known);
    }

    @Override
    public void used(Known known) {
        if (remembered(known.id()).filter(Remembered::used).isEmpty()) {
            var now = clock.instant();
            database.inTenant(new Tenant(known.organization().id()), () -> begin(known, now));
            forget(known.id());
        }
    }

    @Override
    public void disproven(Known known, Flaw flaw) {
        switch (flaw) {
            case SIGNATURE -> note(known, CollectorNotes.Kind.ALTERED, ALTERED);
            case CERTIFICATE -> note(known, CollectorNotes.Kind.CERTIFICATE, STRANGE);
        }
    }

    private void note(Known known, CollectorNotes.Kind kind, String text) {
        var now = clock.instant();
        if (isNews(known.collector(), now)) {
            database.inTenant(
                    new Tenant(known.organization().id()),
                    () -> {
                        notes.add(known.collector(), kind, text, now);
                        return true;
                    });
        }
    }

    /** Whoever guesses signatures costs the database no more than a note now and then. */
    private boolean isNews(UUID collector, Instant now) {
        synchronized (noted) {
            var before = noted.get(collector);
            if (before != null && now.isBefore(before.plus(NOTED))) {
                return false;
            }
            noted.put(collector, now);
            return true;
        }
    }

    /** Asks the database again, for what has just changed. */
    public void forget(UUID id) {
        synchronized (lately) {
            lately.remove(id);
        }
    }

    /** The same for all, where what changed is true of many. */
    void forgetAll() {
        synchronized (lately) {
            lately.clear();
        }
    }

    private Optional<Remembered> remembered(UUID id) {
        synchronized (lately) {
            return Optional.ofNullable(lately.get(id));
        }
    }

    private Optional<Remembered> read(UUID id, Instant now) {
        var read = database.atDoor(() -> stored(id, now));
        synchronized (lately) {
            read.ifPresentOrElse(one -> lately.put(id, one), () -> lately.remove(id));
        }
        return read;
    }

    private Optional<Remembered> stored(UUID id, Instant now) {
        return database.first(
                Sql.of(
                        """
                        select k.id, k.sealed, k.used_at is not null as used, k.ends_at,
                            c.id as collector, c.name as collector_name,
                            o.org_id, o.slug, o.name, o.confirmed_at is not null as confirmed,
                            o.certificates_required,
                            array(
                                select serial from certificates t
                                where t.org_id = c.org_id and t.collector_id = c.id
                                    and t.not_after > ?
                            ) as certificates
                        from collector_keys k
                        join collectors c on c.org_id = k.org_id and c.id = k.collector_id
                        join organizations o on o.org_id = k.org_id
                        where k.id = ? and c.revoked_at is null
                        """,
                        now,
                        id),
                row ->
                        new Remembered(
                                known(row), row.flag("used"), row.instantOrNull("ends_at"), now));
    }

    private Known known(Row row) {
        var id = row.uuid("id");
        return new Known(
                id,
                row.uuid("collector"),
                row.text("collector_name"),
                new Visitor.Organization(
                        row.uuid("org_id"),
                        row.text("slug"),
                        row.text("name"),
                        row.flag("confirmed")),
                new SigningKey(key.open(place(id), row.bytes("sealed"))),
                row.flag("certificates_required"),
                Set.copyOf(row.texts("certificates")));
    }

    private int begin(Known known, Instant now) {
        var first =
                database.run(
                        Sql.of(
                                """
                                update collector_keys set used_at = ?
                                where id = ? and used_at is null
                                """,
                                now,
                                known.id()));
        return first == 0
                ? 0
                : database.run(
                        Sql.of(
                                """
                                update collector_keys old set ends_at = ?
                                from collector_keys new
                                where new.id = ? and old.collector_id = new.collector_id
                                    and old.made_at < new.made_at and old.ends_at is null
                                """,
                                now.plus(OVERLAP),
                                known.id()));
    }
}
