package muster.organizations;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Role;

/** What an organization wants of how its members sign in. In its transactions. */
public final class SignInRules {
    /** How many of those who have no factor are named; the others follow once these have one. */
    static final int NAMED_MAX = 200;

    private final Database database;
    private final Audit audit;

    /** Of whom a second factor is wanted. */
    public enum SecondFactor {
        OPTIONAL,
        ADMINS,
        ALL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<SecondFactor> of(String word) {
            return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
        }

        /** Whether it is wanted of who is this. */
        boolean isWantedOf(Role role) {
            return switch (this) {
                case OPTIONAL -> false;
                case ADMINS -> role == Role.OWNER || role == Role.ADMIN;
                case ALL -> true;
            };
        }
    }

    /** A member who has no second factor yet. */
    public record Without(UUID id, String email, String name, Role role) {}

    SignInRules(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Of whom a second factor is wanted now. */
    SecondFactor secondFactor() {
        return database.first(
                        Sql.of("select second_factor from sign_in_rules where org_id = tenant()"),
                        row -> row.text("second_factor"))
                .flatMap(SecondFactor::of)
                .orElse(SecondFactor.OPTIONAL);
    }

    /** Wants a second factor of these from the next request on. */
    void want(SecondFactor wanted, Actor actor) {
        var before = secondFactor();
        if (before != wanted) {
            database.run(
                    Sql.of(
                            """
                            insert into sign_in_rules (second_factor) values (?)
                            on conflict (org_id) do update set second_factor = excluded.second_factor
                            """,
                            wanted.word()));
            audit.record(
                    actor,
                    "sign-in.changed",
                    "organization:" + database.tenant().id(),
                    "a second factor is wanted of %s, was %s"
                            .formatted(wanted.word(), before.word()),
                    new Change(before.word(), wanted.word()));
        }
    }

    /** The members who have no second factor, by name. */
    List<Without> without() {
        return database.list(
                Sql.of(
                        """
                        select p.id, p.email, p.name, m.role
                        from memberships m join people p on p.id = m.person_id
                        where m.org_id = tenant()
                            and not exists (select 1 from totp_keys k
                                where k.person_id = p.id and k.confirmed_at is not null)
                            and not exists (select 1 from passkeys k where k.person_id = p.id)
                        order by lower(p.name), p.id limit ?
                        """,
                        NAMED_MAX),
                row ->
                        new Without(
                                row.uuid("id"),
                                row.text("email"),
                                row.text("name"),
                                Role.of(row.text("role")).orElseThrow()));
    }
}
