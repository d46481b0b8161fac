package muster.identity.factors;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.People;
import org.jspecify.annotations.Nullable;

/** The passkeys that people have registered: public keys, and how their devices know them. */
final class Passkeys {
    static final int PASSKEYS_MAX = 20;
    static final int NAME_LETTERS_MAX = 100;

    private final Database database;
    private final Clock clock;

    /** A passkey as its person sees it. */
    record Passkey(
            UUID id, String name, boolean backedUp, Instant madeAt, @Nullable Instant usedAt) {}

    /** A passkey as its signatures are checked, and whose it is. */
    record Known(
            UUID id,
            People.Person person,
            String name,
            String credentialId,
            String credential,
            long counter,
            boolean backupEligible,
            boolean backedUp) {}

    Passkeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps what a device has made; false where somebody has it already. At the door. */
    boolean add(UUID person, Ceremony.Made made, String name) {
        return database.run(
                        Sql.of(
                                """
                                insert into passkeys (person_id, credential_id, credential, counter,
                                    transports, backup_eligible, backed_up, name, made_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (credential_id) do nothing
                                """,
                                person,
                                made.id(),
                                made.credential(),
                                made.counter(),
                                made.transports().toArray(String[]::new),
                                made.backupEligible(),
                                made.backedUp(),
                                name,
                                clock.instant()))
                == 1;
    }

    /** How the person's devices know what they have made. At the door. */
    List<String> credentials(UUID person) {
        return database.list(
                Sql.of(
                        """
                        select credential_id from passkeys where person_id = ?
                        order by id limit ?
                        """,
                        person,
                        PASSKEYS_MAX),
                row -> row.text("credential_id"));
    }

    /** The passkey that a device says it has signed with. At the door. */
    Optional<Known> known(String credentialId) {
        return database.first(
                Sql.of(
                        """
                        select k.id, k.name as called, k.credential_id, k.credential, k.counter,
                            k.backup_eligible, k.backed_up, p.id as person, p.email, p.name
                        from passkeys k join people p on p.id = k.person_id
                        where k.credential_id = ? for update of k
                        """,
                        credentialId),
                row ->
                        new Known(
                                row.uuid("id"),
                                new People.Person(
                                        row.uuid("person"), row.text("email"), row.text("name")),
                                row.text("called"),
                                row.text("credential_id"),
                                row.text("credential"),
                                row.number("counter"),
                                row.flag("backup_eligible"),
                                row.flag("backed_up")));
    }

    /** Notes that it was used, and what its device counts. At the door. */
    void used(UUID id, Ceremony.Good signature) {
        database.run(
                Sql.of(
                        "update passkeys set counter = ?, backed_up = ?, used_at = ? where id = ?",
                        signature.counter(),
                        signature.backedUp(),
                        clock.instant(),
                        id));
    }

    /** Those of the person of this transaction, the oldest first. */
    List<Passkey> mine() {
        return database.list(
                Sql.of(
                        """
                        select id, name, backed_up, made_at, used_at from passkeys
                        where person_id = person() order by id
                        """),
                row ->
                        new Passkey(
                                row.uuid("id"),
                                row.text("name"),
                                row.flag("backed_up"),
                                row.instant("made_at"),
                                row.instantOrNull("used_at")));
    }

    /** Calls one of the person of this transaction otherwise; says whether it was there. */
    boolean rename(UUID id, String name) {
        return database.run(
                        Sql.of(
                                "update passkeys set name = ? where id = ? and person_id = person()",
                                name,
                                id))
                == 1;
    }

    /** Removes one of the person's; says whether it was there. At the door. */
    boolean remove(UUID person, UUID id) {
        return database.run(
                        Sql.of("delete from passkeys where id = ? and person_id = ?", id, person))
                == 1;
    }
}
