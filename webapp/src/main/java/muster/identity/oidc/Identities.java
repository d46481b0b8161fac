package muster.identity.oidc;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.People;

/** The accounts elsewhere that people sign in with, known by issuer and subject. */
final class Identities {
    private final Database database;
    private final Clock clock;

    /** One of them, as its person sees it. */
    record Identity(UUID id, String provider, String label, Instant createdAt, Instant usedAt) {}

    Identities(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose account this is, if it is anybody's. At the door. */
    Optional<People.Person> person(Vouched vouched) {
        return database.first(
                Sql.of(
                        """
                        select p.id, p.email, p.name from identities i
                        join people p on p.id = i.person_id
                        where i.issuer = ? and i.subject = ?
                        """,
                        vouched.issuer(),
                        vouched.subject()),
                row -> new People.Person(row.uuid("id"), row.text("email"), row.text("name")));
    }

    /** Notes that it was used just now, and what it is called there. At the door. */
    void used(Vouched vouched) {
        database.run(
                Sql.of(
                        "update identities set used_at = ?, label = ? where issuer = ? and subject = ?",
                        clock.instant(),
                        vouched.label(),
                        vouched.issuer(),
                        vouched.subject()));
    }

    /** Makes it this person's; whose it is afterwards, if two came at once. At the door. */
    UUID bind(UUID person, String provider, Vouched vouched) {
        var now = clock.instant();
        database.run(
                Sql.of(
                        """
                        insert into identities
                            (issuer, subject, person_id, provider, label, created_at, used_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (issuer, subject) do nothing
                        """,
                        vouched.issuer(),
                        vouched.subject(),
                        person,
                        provider,
                        vouched.label(),
                        now,
                        now));
        return person(vouched).orElseThrow().id();
    }

    /** Those of the person of this transaction. */
    List<Identity> mine() {
        return database.list(
                Sql.of(
                        """
                        select id, provider, label, created_at, used_at from identities
                        where person_id = person() order by created_at, id
                        """),
                Identities::identity);
    }

    /** Ends one of the person of this transaction; says whether it was there. */
    boolean end(UUID id) {
        return database.run(
                        Sql.of("delete from identities where id = ? and person_id = person()", id))
                == 1;
    }

    /** Whether this person has a password. At the door. */
    boolean hasPassword(UUID person) {
        return database.first(
                        Sql.of(
                                "select id from people where id = ? and password_hash is not null",
                                person),
                        row -> row.uuid("id"))
                .isPresent();
    }

    private static Identity identity(Row row) {
        return new Identity(
                row.uuid("id"),
                row.text("provider"),
                row.text("label"),
                row.instant("created_at"),
                row.instant("used_at"));
    }
}
