package muster.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Announcements;

/** The sessions of people in their browsers. The database keeps a token's hash, never the token. */
public final class Sessions {
    public static final Duration IDLE_MAX = Duration.ofHours(4);

    /** A session that is in use all the time is written this often, not with each request. */
    static final Duration TOUCH = Duration.ofMinutes(1);

    private final Database database;
    private final Announcements announcements;
    private final SecureRandom random;
    private final Clock clock;

    /** A session as its person sees it. */
    public record Session(
            UUID id, String device, String address, Instant createdAt, Instant usedAt) {}

    /** What a session's token opens. */
    record Opened(UUID session, UUID person, String email, String name, String zone) {}

    private record Found(Opened opened, Instant usedAt) {}

    public Sessions(
            Database database, Announcements announcements, SecureRandom random, Clock clock) {
        this.database = database;
        this.announcements = announcements;
        this.random = random;
        this.clock = clock;
    }

    /** Begins a session of this person, whose token only their browser gets. At the door. */
    Secret begin(UUID person, Origin origin) {
        var token = Secret.make(Secret.Kind.SESSION, random);
        database.run(
                Sql.of(
                        """
                        insert into sessions (token_hash, person_id, created_at, used_at, address, device)
                        values (?, ?, ?, ?, ?, ?)
                        """,
                        token.hash(),
                        person,
                        clock.instant(),
                        clock.instant(),
                        origin.address(),
                        origin.device()));
        return token;
    }

    /**
     * The session of this token while it lasts. At the door.
     *
     * @param attended whether a person uses it, which prolongs it
     */
    Optional<Opened> open(Secret token, boolean attended) {
        var found =
                database.first(
                        Sql.of(
                                """
                                select s.id, s.used_at, p.id as person, p.email, p.name, p.zone
                                from sessions s join people p on p.id = s.person_id
                                where s.token_hash = ? and s.used_at > ?
                                """,
                                token.hash(),
                                clock.instant().minus(IDLE_MAX)),
                        row ->
                                new Found(
                                        new Opened(
                                                row.uuid("id"),
                                                row.uuid("person"),
                                                row.text("email"),
                                                row.text("name"),
                                                row.text("zone")),
                                        row.instant("used_at")));
        if (attended && found.filter(it -> isLongAgo(it.usedAt())).isPresent()) {
            database.run(
                    Sql.of(
                            "update sessions set used_at = ? where token_hash = ?",
                            clock.instant(),
                            token.hash()));
        }
        return found.map(Found::opened);
    }

    private boolean isLongAgo(Instant used) {
        return used.isBefore(clock.instant().minus(TOUCH));
    }

    /** The sessions of the person of this transaction, the last used first. */
    public List<Session> mine() {
        return database.list(
                Sql.of(
                        """
                        select id, device, address, created_at, used_at from sessions
                        where used_at > ? order by used_at desc, id
                        """,
                        clock.instant().minus(IDLE_MAX)),
                row ->
                        new Session(
                                row.uuid("id"),
                                row.text("device"),
                                row.text("address"),
                                row.instant("created_at"),
                                row.instant("used_at")));
    }

    /** Ends one session of the person of this transaction; says whether it was there. */
    public boolean end(UUID session) {
        return ended(Sql.of("delete from sessions where id = ? returning id", session)) == 1;
    }

    /** Ends all sessions of the person of this transaction but this one. */
    public int endOthers(Optional<UUID> kept) {
        return ended(
                Sql.of(
                        "delete from sessions where person_id = person() and id is distinct from ?"
                                + " returning id",
                        kept.orElse(null)));
    }

    /** Ends every session of this person. At the door. */
    void endAll(UUID person) {
        ended(Sql.of("delete from sessions where person_id = ? returning id", person));
    }

    /** What listened with a session hears no more once it has ended. */
    private int ended(Sql deletion) {
        var ids = database.list(deletion, row -> row.uuid("id").toString());
        database.afterCommit(() -> ids.forEach(announcements::end));
        return ids.size();
    }

    /** Forgets sessions that have ended by themselves. At the door. */
    void forgetEnded() {
        database.run(
                Sql.of("delete from sessions where used_at <= ?", clock.instant().minus(IDLE_MAX)));
    }
}
