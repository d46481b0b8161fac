package muster.organizations.scim;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.People;
import muster.organizations.Members;
import muster.organizations.Organizations;
import muster.organizations.Unchanged;
import muster.plans.Plans;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;

/**
 * The people whom an identity provider keeps here: members while they are active. All but {@link
 * #person} happens in the organization's transaction.
 */
final class Users {
    /** Of one organization: all of them are read where a list is filtered. */
    static final int USERS_MAX = 20_000;

    private static final Sql SELECT =
            Sql.of(
                    """
                    select u.id, u.person_id, u.user_name, u.external_id, u.email, u.given_name,
                        u.family_name, u.formatted, u.active, u.created_at, u.changed_at
                    from scim_users u
                    """);

    private final Database database;
    private final Audit audit;
    private final Plans plans;
    private final Organizations organizations;
    private final Members members;
    private final People people;
    private final Predicate<String> isOwnDomain;
    private final Clock clock;

    /**
     * Keeps them.
     *
     * @param isOwnDomain whether the transaction's organization has proven that a mail domain is
     *     its own
     */
    Users(
            Database database,
            Audit audit,
            Plans plans,
            Organizations organizations,
            Members members,
            People people,
            Predicate<String> isOwnDomain,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.plans = plans;
        this.organizations = organizations;
        this.members = members;
        this.people = people;
        this.isOwnDomain = isOwnDomain;
        this.clock = clock;
    }

    List<User> matching(Filter filter) {
        return database.list(SELECT.and("order by u.created_at, u.id"), User::of).stream()
                .filter(one -> one.matches(filter))
                .toList();
    }

    Optional<User> find(UUID id) {
        return database.first(SELECT.and("where u.id = ?", id), User::of);
    }

    /** Nobody becomes a member by somebody else's word: only who is one may be of any domain. */
    void refuseStranger(UserData data) {
        var domain = data.email().substring(data.email().lastIndexOf('@') + 1);
        if (!isOwnDomain.test(domain) && !members.has(new EmailAddress(data.email()))) {
            throw Fault.invalidValue(
                    "%s is no verified domain of this organization".formatted(domain));
        }
    }

    /** The person of this mailbox, who is made where nobody has it yet. At the door. */
    People.Person person(UserData data) {
        return people.welcome(new EmailAddress(data.email()), data.name());
    }

    User add(UserData data, People.Person person, Actor actor) {
        members.lock();
        refuseTaken(data, null);
        if (database.first(
                        Sql.of("select 1 from scim_users where person_id = ?", person.id()), _ -> 1)
                .isPresent()) {
            throw Fault.uniqueness("there is a user with this mailbox");
        } else if (matching(Filter.ALL).size() >= USERS_MAX) {
            throw Fault.conflict("at most " + USERS_MAX + " users");
        }
        var now = clock.instant();
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into scim_users (person_id, user_name, external_id, email,
                                            given_name, family_name, formatted, active, created_at,
                                            changed_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                        """,
                                        person.id(),
                                        data.userName(),
                                        data.externalId(),
                                        data.email(),
                                        data.givenName(),
                                        data.familyName(),
                                        data.formatted(),
                                        data.active(),
                                        now,
                                        now),
                                row -> row.uuid("id"))
                        .orElseThrow();
        if (data.active()) {
            join(person.id(), data.email(), actor);
        }
        return find(id).orElseThrow();
    }

    User change(User user, UserData data, Actor actor) {
        members.lock();
        refuseTaken(data, user.id());
        database.run(
                Sql.of(
                        """
                        update scim_users set user_name = ?, external_id = ?, email = ?,
                            given_name = ?, family_name = ?, formatted = ?, active = ?, changed_at = ?
                        where id = ?
                        """,
                        data.userName(),
                        data.externalId(),
                        data.email(),
                        data.givenName(),
                        data.familyName(),
                        data.formatted(),
                        data.active(),
                        clock.instant(),
                        user.id()));
        if (user.active() && !data.active()) {
            leave(user, actor);
        } else if (!user.active() && data.active()) {
            join(user.person(), data.email(), actor);
        }
        return find(user.id()).orElseThrow();
    }

    void remove(User user, Actor actor) {
        members.lock();
        if (user.active()) {
            leave(user, actor);
        }
        database.run(Sql.of("delete from scim_users where id = ?", user.id()));
    }

    private void join(UUID person, String email, Actor actor) {
        var room = plans.current().admitsMember(members.count());
        if (organizations.join(person, Role.VIEWER)) {
            if (!room) {
                throw Fault.conflict("this organization has as many members as its plan allows");
            }
            audit.record(
                    actor,
                    "member.provisioned",
                    "person:" + person,
                    "the identity provider made " + email + " a member",
                    Change.made(Role.VIEWER.word()));
        }
    }

    private void leave(User user, Actor actor) {
        try {
            members.find(user.person()).ifPresent(one -> members.remove(one, actor));
        } catch (Unchanged unchanged) {
            throw Fault.conflict(String.valueOf(unchanged.getMessage()));
        }
    }

    private void refuseTaken(UserData data, @Nullable UUID but) {
        var taken =
                database.first(
                        Sql.of(
                                """
                                select 1 from scim_users
                                where lower(user_name) = lower(?) and id is distinct from ?::uuid
                                """,
                                data.userName(),
                                but),
                        _ -> 1);
        if (taken.isPresent()) {
            throw Fault.uniqueness("there is a user of this userName");
        }
    }
}
