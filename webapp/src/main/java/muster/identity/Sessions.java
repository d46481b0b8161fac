package muster.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Authentication;
import muster.web.Announcements;
import muster.web.Reply;
import muster.web.Visitor;

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
            UUID id,
            Authentication authentication,
            boolean secondFactor,
            String device,
            String address,
            Instant createdAt,
            Instant usedAt) {}

    /**
     * How a session came about.
     *
     * @param organization the only one it is for, where that one's identity provider vouched
     * @param secondFactor whether one was shown
     * @param endsAt when it ends however much it is used, if whoever vouched said so
     */
    public record Beginning(
            Authentication authentication,
            Optional<UUID> organization,
            boolean secondFactor,
            Optional<Instant> endsAt) {
        /** A session for all that is the person's. */
        public static Beginning of(Authentication authentication, boolean secondFactor) {
            return new Beginning(authentication, Optional.empty(), secondFactor, Optional.empty());
        }

        /** A session for one organization, whose identity provider vouched for the person. */
        public static Beginning bound(
                Authentication authentication, UUID organization, Optional<Instant> endsAt) {
            return new Beginning(authentication, Optional.of(organization), false, endsAt);
        }
    }

    /**
     * A session that has begun.
     *
     * @param device what its browser is known by from now on, where it was not known before
     */
    public record Begun(UUID id, Secret token, Optional<Secret> device) {
        /** What its browser gets. */
        public List<Reply.Cookie> cookies() {
            return Stream.<Reply.Cookie>concat(
                            Stream.of(new Reply.Session(token.text())),
                            device.stream()
                                    .map(one ->
                                            new Reply.OfPage(
                                                    Origin.COOKIE,
                                                    one.text(),
                                                    "/login",
                                                    KnownDevices.LIFE)))
                    .toList();
        }
    }

    /** What a session's token opens. */
    record Opened(
            UUID session,
            UUID person,
            String email,
            String name,
            String zone,
            Authentication authentication,
            Optional<UUID> organization,
            boolean secondFactor,
            Instant provenAt) {}

    private record Found(Opened opened, Instant usedAt) {}

    public Sessions(
            Database database, Announcements announcements, SecureRandom random, Clock clock) {
        this.database = database;
        this.announcements = announcements;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Begins a session of this person, whose token only their browser gets. At the door.
     *
     * @param device what the browser is to be known by, if it is new here
     */
    Begun begin(UUID person, Beginning beginning, Origin origin, Optional<Secret> device) {
        var token = Secret.make(Secret.Kind.SESSION, random);
        var now = clock.instant();
        var id =
                database.first(
                        Sql.of(
                                """
                                insert into sessions (token_hash, person_id, created_at, used_at,
                                    proven_at, address, device, authentication, bound_org_id,
                                    second_factor, ends_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """,
                                token.hash(),
                                person,
                                now,
                                now,
                                now,
                                origin.address(),
                                origin.device(),
                                beginning.authentication().word(),
                                beginning.organization().orElse(null),
                                beginning.secondFactor(),
                                beginning.endsAt().orElse(null)),
                        row -> row.uuid("id"));
        return new Begun(id.orElseThrow(), token, device);
    }

    /** Its person has shown again who they are, with a second factor or without. At the door. */
    void prove(UUID session, boolean secondFactor) {
        database.run(
                Sql.of(
                        """
                        update sessions set proven_at = ?, second_factor = second_factor or ?
                        where id = ?
                        """,
                        clock.instant(),
                        secondFactor,
                        session));
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
                                select s.id, s.used_at, s.authentication, s.bound_org_id, s.second_factor,
                                    s.proven_at, p.id as person, p.email, p.name, p.zone
                                from sessions s join people p on p.id = s.person_id
                                where s.token_hash = ? and s.used_at > ?
                                    and (s.ends_at is null or s.ends_at > ?)
                                """,
                                token.hash(),
                                clock.instant().minus(IDLE_MAX),
                                clock.instant()),
                        row -> new Found(opened(row), row.instant("used_at")));
        if (attended && found.filter(it -> isLongAgo(it.usedAt())).isPresent()) {
            database.run(
                    Sql.of(
                            "update sessions set used_at = ? where token_hash = ?",
                            clock.instant(),
                            token.hash()));
        }
        return found.map(Found::opened);
    }

    private static Opened opened(Row row) {
        return new Opened(
                row.uuid("id"),
                row.uuid("person"),
                row.text("email"),
                row.text("name"),
                row.text("zone"),
                Authentication.of(row.text("authentication")),
                Optional.ofNullable(row.uuidOrNull("bound_org_id")),
                row.flag("second_factor"),
                row.instant("proven_at"));
    }

    private boolean isLongAgo(Instant used) {
        return used.isBefore(clock.instant().minus(TOUCH));
    }

    /** The sessions of the person of this transaction, the last used first. */
    public List<Session> mine() {
        return database.list(
                Sql.of(
                        """
                        select id, authentication, second_factor, device, address, created_at, used_at
                        from sessions where person_id = person() and used_at > ?
                        order by used_at desc, id
                        """,
                        clock.instant().minus(IDLE_MAX)),
                row ->
                        new Session(
                                row.uuid("id"),
                                Authentication.of(row.text("authentication")),
                                row.flag("second_factor"),
                                row.text("device"),
                                row.text("address"),
                                row.instant("created_at"),
                                row.instant("used_at")));
    }

    /** Ends one session of the person of this transaction; says whether it was there. */
    public boolean end(UUID session) {
        return ended(
                        Sql.of(
                                "delete from sessions where id = ? and person_id = person() returning id",
                                session))
                == 1;
    }

    /** Ends all sessions of the person of this transaction but this one. */
    public int endOthers(Visitor.SignedIn person) {
        return ended(
                Sql.of(
                        "delete from sessions where person_id = person() and id is distinct from ?"
                                + " returning id",
                        person.session().map(Visitor.Session::id).orElse(null)));
    }

    /** Ends every session of this person. At the door. */
    void endAll(UUID person) {
        ended(Sql.of("delete from sessions where person_id = ? returning id", person));
    }

    /** Ends the sessions that this person has of the transaction's organization alone. */
    public void endBound(UUID person) {
        ended(
                Sql.of(
                        "delete from sessions where bound_org_id = tenant() and person_id = ? returning id",
                        person));
    }

    /**
     * Ends the sessions of a person who belongs to no organization any more. Outside of any
     * transaction.
     */
    public void endWithoutMembership(UUID person) {
        database.atDoor(() ->
                ended(
                        Sql.of(
                                """
                                delete from sessions where person_id = ?
                                    and not exists (select from memberships m where m.person_id = ?)
                                returning id
                                """,
                                person,
                                person)));
    }

    /** Ends these of the sessions that are of the transaction's organization alone. */
    public int endBound(Collection<UUID> sessions) {
        return ended(
                Sql.of(
                        "delete from sessions where bound_org_id = tenant() and id = any (?) returning id",
                        (Object) sessions.toArray(UUID[]::new)));
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
                Sql.of(
                        "delete from sessions where used_at <= ? or ends_at <= ?",
                        clock.instant().minus(IDLE_MAX),
                        clock.instant()));
    }
}
