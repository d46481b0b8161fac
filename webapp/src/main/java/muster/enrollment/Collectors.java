package muster.enrollment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.web.Announcements;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/** The collectors of an organization. A revoked one stays, so that its history can be read. */
public final class Collectors {
    /** What open pages are told that changed. */
    public static final String KIND = "collectors";

    /** Another enrolled on its machine, and it was not heard of since. */
    static final Sql IS_REPLACED =
            Sql.of(
                    """
                    (c.replaced_at is not null
                        and c.replaced_at >= coalesce(c.seen_at, c.enrolled_at))
                    """);

    private static final Field STATE = Field.word("state", "state", Collector.STATES);

    static final Fields FIELDS =
            Fields.of(
                            "c.id",
                            "name",
                            Field.text("name", "c.name_order").sorted(),
                            Field.text("kind", "c.kind"),
                            STATE,
                            Field.text("platform", "lower(c.platform) collate \"C\""),
                            Field.text("version", "lower(c.version) collate \"C\""),
                            Field.text("token", "lower(c.token_name) collate \"C\""),
                            Field.text("site", "lower(s.name) collate \"C\""),
                            Field.text("device", "d.name_order"),
                            Field.time("enrolled", "c.enrolled_at").sorted(),
                            // One that never reported was last heard of when it enrolled.
                            Field.time("seen", "coalesce(c.seen_at, c.enrolled_at)").sorted(),
                            Field.number("spool", "coalesce(c.spool_batches, 0)"))
                    .searchedIn(
                            """
                            c.name || ' ' || c.token_name || ' ' || coalesce(c.platform, '')
                                || ' ' || coalesce(c.version, '')
                                || ' ' || array_to_string(c.labels, ' ')
                            """);

    private static final Sql SELECT =
            Sql.of(
                    """
                    select c.id, c.kind, c.name, state, c.platform, c.version, c.token_name,
                        c.labels, c.site_id, s.name as site, c.device_id, d.hostname as device,
                        c.enrolled_at, c.seen_at, c.clock_millis, c.spool_batches, c.spool_bytes,
                        c.spool_oldest, c.revoked_at, c.revoked_by,
                        case when state = 'replaced' then c.replaced_by end as replaced_by,
                        (select max(t.not_after) from certificates t
                            where t.org_id = c.org_id and t.collector_id = c.id) as certificate_until
                    """);

    private final Database database;
    private final SigningKeys keys;
    private final CollectorNotes notes;
    private final Audit audit;
    private final Announcements announcements;
    private final Clock clock;

    /** A key that a collector signs with: its id and what became of it, not the key. */
    public record Key(
            UUID id, Instant madeAt, @Nullable Instant usedAt, @Nullable Instant endsAt) {}

    Collectors(
            Database database,
            SigningKeys keys,
            CollectorNotes notes,
            Audit audit,
            Announcements announcements,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.notes = notes;
        this.audit = audit;
        this.announcements = announcements;
        this.clock = clock;
    }

    static String subject(UUID id) {
        return "collector:" + id;
    }

    /** Those that are asked for, usually by name. */
    public Page<Collector> matching(Query query) {
        return query.page(database, SELECT, from(query), Collectors::collector);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<Collector> receiver) {
        query.each(database, SELECT, from(query), row -> receiver.accept(collector(row)));
    }

    public Optional<Collector> find(UUID id) {
        return database.first(SELECT.and(all()).and("where c.id = ?", id), Collectors::collector);
    }

    /** The keys of one, the newest first. */
    public List<Key> keys(UUID collector) {
        return database.list(
                Sql.of(
                        """
                        select id, made_at, used_at, ends_at from collector_keys
                        where collector_id = ? and (ends_at is null or ends_at > ?)
                        order by made_at desc, id desc
                        """,
                        collector,
                        clock.instant()),
                row ->
                        new Key(
                                row.uuid("id"),
                                row.instant("made_at"),
                                row.instantOrNull("used_at"),
                                row.instantOrNull("ends_at")));
    }

    /** What happened between one and the hub, the newest first. */
    public List<CollectorNotes.Note> notes(UUID collector) {
        return notes.of(collector);
    }

    /**
     * Shuts a collector out, within 5 s and for good: what it had to prove itself with is gone.
     * Says whether it was in.
     */
    public boolean revoke(Collector collector, Actor actor) {
        var now = clock.instant();
        var id = collector.id();
        var revoked =
                database.run(
                        Sql.of(
                                """
                                update collectors set revoked_at = ?, revoked_by = ?
                                where id = ? and revoked_at is null
                                """,
                                now,
                                actor.label(),
                                id));
        if (revoked == 0) {
            return false;
        }
        var gone =
                database.list(
                        Sql.of(
                                "delete from collector_keys where collector_id = ? returning id",
                                id),
                        row -> row.uuid("id"));
        database.run(Sql.of("delete from certificates where collector_id = ?", id));
        notes.add(id, CollectorNotes.Note.of(now, "revoked", actor.label()));
        audit.record(actor, "collector.revoked", subject(id), "revoked “" + collector.name() + "”");
        var tenant = database.tenant();
        database.afterCommit(() -> {
            gone.forEach(keys::forget);
            announcements.announce(tenant, KIND, id.toString());
        });
        return true;
    }

    // Unless somebody asks for a state, those that are shut out or replaced are not meant.
    private Sql from(Query query) {
        return query.isAbout(STATE)
                ? all().and("where true")
                : all().and("where c.revoked_at is null and not").and(IS_REPLACED);
    }

    private Sql all() {
        return Sql.of(
                        """
                        from collectors c
                        left join sites s on s.org_id = c.org_id and s.id = c.site_id
                        left join devices d on d.org_id = c.org_id and d.id = c.device_id
                        cross join lateral (select case
                            when c.revoked_at is not null then 'revoked' when
                        """)
                .and(IS_REPLACED)
                .and(
                        """
                            then 'replaced'
                            when c.seen_at is null then 'never_reported'
                            when c.late_after < ? then 'late' else 'reporting' end as state) as states
                        """,
                        clock.instant());
    }

    private static Collector collector(Row row) {
        return new Collector(
                row.uuid("id"),
                row.text("kind"),
                row.text("name"),
                row.text("state"),
                row.textOrNull("platform"),
                row.textOrNull("version"),
                row.text("token_name"),
                row.texts("labels"),
                row.uuidOrNull("site_id"),
                row.textOrNull("site"),
                row.uuidOrNull("device_id"),
                row.textOrNull("device"),
                row.instant("enrolled_at"),
                row.instantOrNull("seen_at"),
                row.numberOrNull("clock_millis"),
                row.numberOrNull("spool_batches"),
                row.numberOrNull("spool_bytes"),
                row.instantOrNull("spool_oldest"),
                row.instantOrNull("certificate_until"),
                row.instantOrNull("revoked_at"),
                row.textOrNull("revoked_by"),
                row.uuidOrNull("replaced_by"));
    }
}
