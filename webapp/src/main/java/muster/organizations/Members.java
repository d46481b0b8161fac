package muster.organizations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.Sessions;
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

    private static final Sql SELECT =
            Sql.of(
                    """
                    select p.id, p.email, p.name, m.role, m.created_at,
                        exists (select 1 from saml_members s where s.org_id = m.org_id
                            and s.person_id = m.person_id and s.synced) as by_groups
                    """);
    private static final Sql FROM =
            Sql.of(
                    """
                    from memberships m join people p on p.id = m.person_id
                    where m.org_id = tenant()
                    """);

    private final Database database;
    private final Audit audit;
    private final ApiKeys keys;
    private final Sessions sessions;

    /**
     * A member; the id is the person's.
     *
     * @param byGroups whether the role follows from the groups that their identity provider names
     */
    public record Member(
            UUID id, String email, String name, Role role, Instant since, boolean byGroups) {}

    public Members(Database database, Audit audit, ApiKeys keys, Sessions sessions) {
        this.database = database;
        this.audit = audit;
        this.keys = keys;
        this.sessions = sessions;
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

    /** Gives a member another role by hand, which no role bears that follows from groups. */
    void assignByHand(Member member, Role role, Actor actor) {
        if (member.byGroups() && member.role() != role) {
            throw new Unchanged(Unchanged.Reason.BY_GROUPS);
        }
        assign(member, role, actor);
    }

    /** Gives a member another role. */
    public void assign(Member member, Role role, Actor actor) {
        if (member.role() != role) {
            keepOwners(member);
            set(member, role);
            audit.record(
                    actor,
                    "member.assigned",
                    "person:" + member.id(),
                    "%s is %s, was %s".formatted(member.email(), role.word(), member.role().word()),
                    new Change(member.role().word(), role.word()));
        }
    }

    private void set(Member member, Role role) {
        database.run(
                Sql.of(
                        """
                        update memberships set role = ?, break_glass = break_glass and ? = 'owner'
                        where org_id = tenant() and person_id = ?
                        """,
                        role.word(),
                        role.word(),
                        member.id()));
    }

    /** Makes another member the owner that this one was; who has been it becomes admin. */
    public void transfer(Member owner, Member heir, Actor actor) {
        keepBreakGlass(owner);
        if (heir.byGroups() || owner.byGroups()) {
            throw new Unchanged(Unchanged.Reason.BY_GROUPS);
        }
        set(heir, Role.OWNER);
        set(owner, Role.ADMIN);
        audit.record(
                actor,
                "ownership.transferred",
                "person:" + heir.id(),
                "%s is owner in the place of %s, who is admin now"
                        .formatted(heir.email(), owner.email()),
                new Change(owner.email(), heir.email()));
    }

    /** Ends a membership; from the next request on the person sees nothing here. */
    public void remove(Member member, Actor actor) {
        end(member, actor);
        audit.record(
                actor,
                "member.removed",
                "person:" + member.id(),
                member.email() + " was removed",
                Change.ended(member.role().word()));
    }

    /** Ends a membership because the member wants it so. */
    public void leave(Member member, Actor actor) {
        end(member, actor);
        audit.record(
                actor,
                "member.left",
                "person:" + member.id(),
                member.email() + " left",
                Change.ended(member.role().word()));
    }

    private void end(Member member, Actor actor) {
        keepOwners(member);
        database.run(
                Sql.of(
                        "delete from memberships where org_id = tenant() and person_id = ?",
                        member.id()));
        keys.revokeOf(member.id(), actor);
        sessions.endBound(member.id());
        // Whether they belong to anything else no organization may know: that is for the door.
        database.afterCommit(() -> sessions.endWithoutMembership(member.id()));
    }

    /** The mailboxes of those who own the organization. */
    public List<EmailAddress> owners() {
        return database.list(
                SELECT.and(FROM).and("and m.role = 'owner' order by p.email"),
                row -> new EmailAddress(row.text("email")));
    }

    /** The first few by name, to choose one of. */
    List<Member> first(int most) {
        return database.list(
                SELECT.and(FROM).and("order by lower(p.name) collate \"C\", p.id limit ?", most),
                Members::member);
    }

    public long count() {
        return database.first(
                        Sql.of("select count(*) as n from memberships where org_id = tenant()"),
                        row -> row.number("n"))
                .orElse(0L);
    }

    /** Whether the person of this mailbox is one. */
    public boolean has(EmailAddress email) {
        return database.first(
                        SELECT.and(FROM).and("and p.email = ?", email.text()), Members::member)
                .isPresent();
    }

    /** Lets one transaction of the organization change who is in it at a time. */
    public void lock() {
        database.first(
                Sql.of("select pg_advisory_xact_lock(hashtextextended('members ' || tenant(), 0))"),
                row -> true);
    }

    /** An organization without owners could not be mended, nor one that nobody gets into. */
    private void keepOwners(Member member) {
        keepBreakGlass(member);
        var owners =
                database.list(SELECT.and(FROM).and("and m.role = 'owner'"), row -> row.uuid("id"));
        if (owners.equals(List.of(member.id()))) {
            throw new Unchanged(Unchanged.Reason.LAST_OWNER);
        }
    }

    private void keepBreakGlass(Member member) {
        // Of two owners who remove each other at once one wins, not both.
        lock();
        var needed =
                database.first(
                        Sql.of(
                                """
                                select 1 from memberships m
                                    join sign_in_rules r on r.org_id = m.org_id
                                where m.org_id = tenant() and m.person_id = ?
                                    and m.break_glass and r.single_sign_on
                                """,
                                member.id()),
                        _ -> true);
        if (needed.isPresent()) {
            throw new Unchanged(Unchanged.Reason.BREAK_GLASS);
        }
    }

    private static Member member(Row row) {
        return new Member(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                Role.of(row.text("role")).orElseThrow(),
                row.instant("created_at"),
                row.flag("by_groups"));
    }
}
