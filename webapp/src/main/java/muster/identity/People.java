package muster.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;

/**
 * The people that Muster knows: one for each mailbox that said yes. What is said of "the door" here
 * runs in its transactions, before an organization is known.
 */
public final class People {
    public static final int NAME_LETTERS_MAX = 200;

    private final Database database;

    /** A person, as far as others may know them. */
    public record Person(UUID id, String email, String name) {
        public Actor actor() {
            return new Actor.Person(id, name);
        }
    }

    /** A person and what their password must hash to. */
    record Known(Person person, Optional<String> passwordHash) {
        /** Without the password's hash: a log may print this. */
        @Override
        public String toString() {
            return "Known " + person;
        }
    }

    public People(Database database) {
        this.database = database;
    }

    /** The person of this mailbox. At the door. */
    public Optional<Person> withAddress(EmailAddress email) {
        return database.first(
                Sql.of("select id, email, name from people where email = ?", email.text()),
                People::person);
    }

    /** The person of this mailbox with the hash of their password. At the door. */
    Optional<Known> known(String email) {
        return database.first(
                Sql.of("select id, email, name, password_hash from people where email = ?", email),
                row ->
                        new Known(
                                person(row), Optional.ofNullable(row.textOrNull("password_hash"))));
    }

    /**
     * The person of this mailbox, who is made if nobody has it yet. Who is there already keeps name
     * and password; who has none, because somebody else vouched for them, gets this one. At the
     * door.
     */
    public Person welcome(EmailAddress email, String name, String passwordHash) {
        database.run(
                Sql.of(
                        """
                        insert into people (email, name, password_hash) values (?, ?, ?)
                        on conflict (email) do update
                            set password_hash = coalesce(people.password_hash, excluded.password_hash)
                        """,
                        email.text(),
                        name,
                        passwordHash));
        return withAddress(email).orElseThrow();
    }

    /**
     * The same for somebody who signs in elsewhere and has no password here. At the door.
     *
     * @param name if it is empty, the mailbox's
     */
    public Person welcome(EmailAddress email, String name) {
        var line = Line.of(name, NAME_LETTERS_MAX);
        var otherwise = email.text().substring(0, email.text().indexOf('@'));
        database.run(
                Sql.of(
                        "insert into people (email, name) values (?, ?) on conflict (email) do nothing",
                        email.text(),
                        line.orElse(otherwise)));
        return withAddress(email).orElseThrow();
    }

    /** The person of this id. At the door. */
    public Optional<Person> find(UUID person) {
        return database.first(
                Sql.of("select id, email, name from people where id = ?", person), People::person);
    }

    /** Gives a person another password. At the door. */
    void setPassword(UUID person, String passwordHash) {
        database.run(
                Sql.of("update people set password_hash = ? where id = ?", passwordHash, person));
    }

    /** The organizations a person belongs to. At the door. */
    List<UUID> organizations(UUID person) {
        return database.list(
                Sql.of(
                        "select org_id from memberships where person_id = ? order by org_id",
                        person),
                row -> row.uuid("org_id"));
    }

    /** Changes what the person of this transaction is called and in which zone times are shown. */
    void describe(UUID person, String name, String zone) {
        database.run(
                Sql.of("update people set name = ?, zone = ? where id = ?", name, zone, person));
    }

    /** The organization in which this person was last. In their own transaction. */
    public Optional<UUID> lastOrganization(UUID person) {
        return database.first(
                        Sql.of("select last_org_id from people where id = ?", person),
                        row -> Optional.ofNullable(row.uuidOrNull("last_org_id")))
                .flatMap(last -> last);
    }

    /** Keeps that this person was in the transaction's organization last. */
    public void remember(UUID person) {
        database.run(
                Sql.of(
                        """
                        update people set last_org_id = tenant()
                        where id = ? and last_org_id is distinct from tenant()
                        """,
                        person));
    }

    /** Forgets a person who belongs to no organization any more. At the door. */
    public void forget(UUID person) {
        database.run(Sql.of("delete from people where id = ?", person));
    }

    private static Person person(Row row) {
        return new Person(row.uuid("id"), row.text("email"), row.text("name"));
    }
}
