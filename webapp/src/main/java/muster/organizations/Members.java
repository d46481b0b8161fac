package muster.organizations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;

/** The people of an organization and what each may do there. */
public final class Members {
    static final Fields FIELDS =
            Fields.of(
                            "p.id",
                            "email",
                            Field.text("email", "p.email collate \"C\"").sorted(),
                            Field.text("name", "lower(p.name) collate \"C\"").sorted(),
                            Field.word("role", "m.role", Role.words()),
                            Field.time("since", "m.created_at").sorted())
                    .searchedIn("p.email || ' ' || p.name");

    private static final Sql SELECT = Sql.of("select p.id, p.email, p.name, m.role, m.created_at");
    private static final Sql FROM =
            Sql.of(
                    """
                    from memberships m join people p on p.id = m.person_id
                    where m.org_id = tenant()
                    """);

    private final Database database;
    private final Audit audit;

    /** A member; the id is the person's. */
    public record Member(UUID id, String email, String name, Role role, Instant since) {}

    /** The last owner stays one: an organization without owners could not be mended. */
    public static final class LastOwner extends RuntimeException {
        LastOwner() {
            super("this is the last owner: make somebody else an owner first", null, false, false);
        }
    }

    public Members(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** The members that are asked for, usually by address. */
    public Page<Member> matching(Query query) {
        return query.page(database, SELECT, FROM, Members::member);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<Member> receiver) {
        query.each(database, SELECT, FROM, row -> receiver.accept(member(row)));
    }

    public Optional<Member> find(UUID person) {
        return database.first(SELECT.and(FROM).and("and m.person_id = ?", person), Members::member);
    }

    /** Gives a member another role. */
    public void assign(Member member, Role role, Actor actor) {
        if (member.role() != role) {
            keepAnOwner(member);
            database.run(
                    Sql.of(
                            "update memberships set role = ? where org_id = tenant() and person_id = ?",
                            role.word(),
                            member.id()));
            audit.record(
                    actor,
                    "member.assigned",
                    "person:" + member.id(),
                    "%s is %s, was %s"
                            .formatted(member.email(), role.word(), member.role().word()));
        }
    }

    /** Ends a membership; from the next request on the person sees nothing here. */
    public void remove(Member member, Actor actor) {
        keepAnOwner(member);
        database.run(
                Sql.of(
                        "delete from memberships where org_id = tenant() and person_id = ?",
                        member.id()));
        audit.record(
                actor, "member.removed", "person:" + member.id(), member.email() + " was removed");
    }

    private void keepAnOwner(Member member) {
        // The locks let one of two owners who remove each other at once win, not both.
        var owners =
                database.list(
                        Sql.of(
                                """
                                select person_id from memberships
                                where org_id = tenant() and role = 'owner'
                                order by person_id for update
                                """),
                        row -> row.uuid("person_id"));
        if (owners.equals(List.of(member.id()))) {
            throw new LastOwner();
        }
    }

    private static Member member(Row row) {
        return new Member(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                Role.of(row.text("role")).orElseThrow(),
                row.instant("created_at"));
    }
}
