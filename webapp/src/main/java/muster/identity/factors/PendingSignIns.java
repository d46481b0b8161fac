package muster.identity.factors;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.People;
import muster.identity.Secret;
import muster.tenancy.Authentication;

/** Those who have shown the first factor and not yet the second. In the door's transactions. */
final class PendingSignIns {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final int TRIES_MAX = 5;

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /** Who waits, and how they have shown the first factor. */
    record Pending(People.Person person, Authentication authentication, boolean lastTry) {}

    PendingSignIns(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** Lets a person wait; their browser gets the ticket. */
    Secret begin(People.Person person, Authentication authentication) {
        var ticket = Secret.make(Secret.Kind.TICKET, random);
        database.run(
                Sql.of(
                        """
                        insert into pending_sign_ins (ticket_hash, person_id, authentication, expires_at)
                        values (?, ?, ?, ?)
                        """,
                        ticket.hash(),
                        person.id(),
                        authentication.word(),
                        clock.instant().plus(LIFE)));
        return ticket;
    }

    /** Whether somebody still waits with this ticket. */
    boolean waits(Secret ticket) {
        return database.first(
                        Sql.of(
                                """
                                select tries from pending_sign_ins
                                where ticket_hash = ? and expires_at > ? and tries < ?
                                """,
                                ticket.hash(),
                                clock.instant(),
                                TRIES_MAX),
                        row -> row.integer("tries"))
                .isPresent();
    }

    /** Counts a try before it is looked at, so that many at once are no way around the limit. */
    Optional<Pending> attempt(Secret ticket) {
        return database.first(
                Sql.of(
                        """
                        update pending_sign_ins s set tries = s.tries + 1 from people p
                        where s.ticket_hash = ? and s.expires_at > ? and s.tries < ?
                            and p.id = s.person_id
                        returning p.id, p.email, p.name, s.authentication, s.tries
                        """,
                        ticket.hash(),
                        clock.instant(),
                        TRIES_MAX),
                row ->
                        new Pending(
                                new People.Person(
                                        row.uuid("id"), row.text("email"), row.text("name")),
                                Authentication.of(row.text("authentication")),
                                row.integer("tries") == TRIES_MAX));
    }

    /** Ends the waiting; true for the one who does it first. */
    boolean end(Secret ticket) {
        return database.run(
                        Sql.of("delete from pending_sign_ins where ticket_hash = ?", ticket.hash()))
                == 1;
    }

    /** Forgets those who waited too long. */
    void forgetExpired() {
        database.run(Sql.of("delete from pending_sign_ins where expires_at <= ?", clock.instant()));
    }
}
