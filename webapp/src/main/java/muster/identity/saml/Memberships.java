package muster.identity.saml;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.People;
import muster.plans.Plans;
import muster.tenancy.Actor;
import muster.tenancy.Role;

/** The members of an organization as its identity provider makes and changes them. */
final class Memberships {
    private static final Actor MUSTER = new Actor.Muster("single sign-on");

    private final Database database;
    private final Audit audit;
    private final Plans plans;
    private final Clock clock;

    /** A member and what they are. */
    record Member(People.Person person, Role role) {}

    /**
     * A member who came through a connection, with the groups that they had then.
     *
     * @param breakGlass whether they are needed as an owner on the day that single sign-on is
     *     broken
     */
    record Seen(
            UUID person,
            String name,
            String email,
            Role role,
            boolean breakGlass,
            List<String> groups) {
        Seen {
            groups = List.copyOf(groups);
        }
    }

    Memberships(Database database, Audit audit, Plans plans, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.plans = plans;
        this.clock = clock;
    }

    Optional<Member> find(EmailAddress email) {
        return database.first(
                Sql.of(
                        """
                        select p.id, p.email, p.name, m.role
                        from memberships m join people p on p.id = m.person_id
                        where m.org_id = tenant() and p.email = ?
                        """,
                        email.text()),
                row ->
                        new Member(
                                new People.Person(
                                        row.uuid("id"), row.text("email"), row.text("name")),
                                Role.of(row.text("role")).orElseThrow()));
    }

    /** Whether the plan has room for nobody more. */
    boolean isFull() {
        var most = plans.current().membersMax();
        var members =
                database.first(
                        Sql.of(
                                "select count(*) as members from memberships where org_id = tenant()"),
                        row -> row.number("members"));
        return most.isPresent() && members.orElse(0L) >= most.getAsInt();
    }

    /** Makes somebody a member, unless the plan has no room; says whether they are one now. */
    boolean join(People.Person person, Role role, Connection connection) {
        database.first(
                Sql.of("select pg_advisory_xact_lock(hashtextextended('members ' || tenant(), 0))"),
                row -> true);
        if (isFull()) {
            return false;
        }
        var joined =
                database.run(
                        Sql.of(
                                """
                                insert into memberships (person_id, role) values (?, ?)
                                on conflict do nothing
                                """,
                                person.id(),
                                role.word()));
        if (joined == 1) {
            audit.record(
                    MUSTER,
                    "member.joined",
                    "person:" + person.id(),
                    "%s came through %s and is %s"
                            .formatted(person.email(), connection.name(), role.word()));
        }
        return true;
    }

    /**
     * Gives a member the role that their groups say; the last owner stays one, and who is named for
     * the day that single sign-on is broken.
     */
    void follow(Member member, Role role, Connection connection) {
        if (member.role() == role || (member.role() == Role.OWNER && isNeeded(member))) {
            return;
        }
        database.run(
                Sql.of(
                        """
                        update memberships set role = ?, break_glass = false
                        where org_id = tenant() and person_id = ?
                        """,
                        role.word(),
                        member.person().id()));
        audit.record(
                MUSTER,
                "member.assigned",
                "person:" + member.person().id(),
                "%s is %s by the groups of %s, was %s"
                        .formatted(
                                member.person().email(),
                                role.word(),
                                connection.name(),
                                member.role().word()),
                new Change(member.role().word(), role.word()));
    }

    private boolean isNeeded(Member member) {
        return isLastOwner(member)
                || database.first(
                                Sql.of(
                                        """
                                        select 1 from memberships m
                                            join sign_in_rules r on r.org_id = m.org_id
                                        where m.org_id = tenant() and m.person_id = ?
                                            and m.break_glass and r.single_sign_on
                                        """,
                                        member.person().id()),
                                _ -> true)
                        .isPresent();
    }

    // The locks let one of two owners who are demoted at once stay, as where people do it by hand.
    private boolean isLastOwner(Member member) {
        return database.list(
                        Sql.of(
                                """
                                select person_id from memberships
                                where org_id = tenant() and role = 'owner'
                                order by person_id for update
                                """),
                        row -> row.uuid("person_id"))
                .equals(List.of(member.person().id()));
    }

    /**
     * Remembers what the connection said of a member.
     *
     * @param synced whether their role follows from it
     */
    void saw(UUID person, UUID connection, List<String> groups, boolean synced) {
        database.run(
                Sql.of(
                        """
                        insert into saml_members (person_id, connection_id, groups, synced, seen_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (org_id, person_id) do update set
                            connection_id = excluded.connection_id, groups = excluded.groups,
                            synced = excluded.synced, seen_at = excluded.seen_at
                        """,
                        person,
                        connection,
                        groups.toArray(String[]::new),
                        synced,
                        clock.instant()));
    }

    /** How many own the organization. */
    int owners() {
        return database.list(
                        Sql.of(
                                """
                                select person_id from memberships
                                where org_id = tenant() and role = 'owner'
                                """),
                        row -> row.uuid("person_id"))
                .size();
    }

    /** Everybody who came through this connection. */
    List<Seen> seen(UUID connection) {
        return database.list(
                Sql.of(
                        """
                        select p.id, p.name, p.email, m.role, s.groups,
                            m.break_glass and coalesce(r.single_sign_on, false) as break_glass
                        from saml_members s
                            join memberships m on m.org_id = s.org_id and m.person_id = s.person_id
                            join people p on p.id = s.person_id
                            left join sign_in_rules r on r.org_id = s.org_id
                        where s.connection_id = ? order by lower(p.name), p.id
                        """,
                        connection),
                Memberships::seen);
    }

    private static Seen seen(Row row) {
        return new Seen(
                row.uuid("id"),
                row.text("name"),
                row.text("email"),
                Role.of(row.text("role")).orElseThrow(),
                row.flag("break_glass"),
                row.texts("groups"));
    }
}
