package muster.identity.factors;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.People;
import muster.identity.PersonalRecord;

/** What people have to show beside a password. */
public final class Factors {
    private final Database database;
    final TotpKeys keys;
    final RecoveryCodes codes;
    final Passkeys passkeys;
    private final PersonalRecord record;
    private final FactorLetters letters;

    /** What kind of thing was shown. */
    enum Kind {
        TOTP,
        RECOVERY_CODE
    }

    /** What became of the wish to remove a factor. */
    enum Removal {
        DONE,
        /** There is no such factor. */
        UNKNOWN,
        /** It is the last one, and an organization wants one. */
        WANTED,
        /** It is the last passkey of who is named for the day that single sign-on is broken. */
        BREAK_GLASS
    }

    Factors(
            Database database,
            TotpKeys keys,
            RecoveryCodes codes,
            Passkeys passkeys,
            PersonalRecord record,
            FactorLetters letters) {
        this.database = database;
        this.keys = keys;
        this.codes = codes;
        this.passkeys = passkeys;
        this.record = record;
        this.letters = letters;
    }

    /** Whether this person has a factor; recovery codes alone are none. At the door. */
    boolean has(UUID person) {
        return count(person) > 0;
    }

    /** Removes the person's app, and the codes with the last factor. At the door. */
    Removal removeApp(UUID person) {
        lock(person);
        return removal(person, () -> keys.remove(person));
    }

    /** Removes a passkey of the person's, and the codes with the last factor. At the door. */
    Removal removePasskey(UUID person, UUID id) {
        lock(person);
        return passkeys.credentials(person).size() == 1 && isBreakGlass(person)
                ? Removal.BREAK_GLASS
                : removal(person, () -> passkeys.remove(person, id));
    }

    // Of two factors that are removed at once, the second is the last one.
    private void lock(UUID person) {
        database.first(
                Sql.of("select id from people where id = ? for update", person),
                row -> row.uuid("id"));
    }

    private boolean isBreakGlass(UUID person) {
        return database.first(
                        Sql.of(
                                """
                                select 1 from memberships m
                                    join sign_in_rules r on r.org_id = m.org_id
                                where m.person_id = ? and m.role = 'owner' and m.break_glass
                                    and r.single_sign_on limit 1
                                """,
                                person),
                        _ -> true)
                .isPresent();
    }

    private Removal removal(UUID person, BooleanSupplier remove) {
        if (count(person) == 1 && !wantedBy(person).isEmpty()) {
            return Removal.WANTED;
        } else if (!remove.getAsBoolean()) {
            return Removal.UNKNOWN;
        }
        if (count(person) == 0) {
            codes.remove(person);
        }
        return Removal.DONE;
    }

    private long count(UUID person) {
        return database.first(
                        Sql.of(
                                """
                                select (select count(*) from totp_keys
                                        where person_id = ? and confirmed_at is not null)
                                    + (select count(*) from passkeys where person_id = ?) as factors
                                """,
                                person,
                                person),
                        row -> row.number("factors"))
                .orElseThrow();
    }

    /** What this code is of the person's, which is used up by it. At the door. */
    Optional<Kind> accept(UUID person, String typed) {
        if (keys.accept(person, typed)) {
            return Optional.of(Kind.TOTP);
        } else if (codes.use(person, typed)) {
            return Optional.of(Kind.RECOVERY_CODE);
        } else {
            return Optional.empty();
        }
    }

    /** The organizations that want a factor of this person, by name. At the door. */
    List<String> wantedBy(UUID person) {
        return database.list(
                Sql.of(
                        """
                        select o.name from memberships m
                        join organizations o on o.org_id = m.org_id
                        join sign_in_rules r on r.org_id = m.org_id
                        where m.person_id = ? and (r.second_factor = 'all'
                            or r.second_factor = 'admins' and m.role in ('owner', 'admin'))
                        order by lower(o.name), o.org_id
                        """,
                        person),
                row -> row.text("name"));
    }

    /** A recovery code is used where something is lost, or stolen. Outside of any transaction. */
    void tellOfRecovery(People.Person person) {
        var left = database.atDoor(() -> codes.left(person.id()));
        record.write(person, "recovery.used", "used a recovery code, %d are left".formatted(left));
        letters.recoveryUsed(person, left);
    }
}
