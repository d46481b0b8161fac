package muster.organizations;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.Passwords;
import muster.identity.People;
import muster.identity.Secret;
import muster.plans.Plans;
import muster.tenancy.Role;
import muster.tenancy.Tenant;

/** What comes of an invitation's link. All of it opens the transactions it needs. */
public final class Acceptance {
    private final Database database;
    private final Audit audit;
    private final Plans plans;
    private final Organizations organizations;
    private final Members members;
    private final People people;
    private final Passwords passwords;
    private final Clock clock;

    /**
     * An invitation that can be accepted.
     *
     * @param known whether the person of its mailbox has an account
     */
    public record Open(
            UUID id,
            UUID organization,
            String slug,
            String name,
            EmailAddress email,
            Role role,
            String invitedBy,
            boolean known) {}

    /** The plan of the organization has no room for one more. */
    public static final class Full extends RuntimeException {
        private Full() {
            super("this organization has as many members as its plan allows", null, false, false);
        }
    }

    Acceptance(
            Database database,
            Audit audit,
            Plans plans,
            Organizations organizations,
            Members members,
            People people,
            Passwords passwords,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.plans = plans;
        this.organizations = organizations;
        this.members = members;
        this.people = people;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** What this link opens; nothing where it is none, expired, revoked or used. */
    public Optional<Open> find(Secret link) {
        return database.atDoor(() ->
                database.first(
                        Sql.of(
                                """
                                select i.id, i.org_id, o.slug, o.name, i.email, i.role, i.invited_by,
                                    exists (select from people p where p.email = i.email) as known
                                from invitations i join organizations o on o.org_id = i.org_id
                                where i.token_hash = ? and i.ended_at is null and i.expires_at > ?
                                """,
                                link.hash(),
                                clock.instant()),
                        row ->
                                new Open(
                                        row.uuid("id"),
                                        row.uuid("org_id"),
                                        row.text("slug"),
                                        row.text("name"),
                                        new EmailAddress(row.text("email")),
                                        Role.of(row.text("role")).orElseThrow(),
                                        row.text("invited_by"),
                                        row.flag("known"))));
    }

    /** The slug of the organization that this person joined by this link before. */
    public Optional<String> joined(Secret link, UUID person) {
        return database.atDoor(() ->
                database.first(
                        Sql.of(
                                """
                                select o.slug
                                from invitations i join organizations o on o.org_id = i.org_id
                                    join memberships m on m.org_id = i.org_id
                                        and m.person_id = i.person_id
                                where i.token_hash = ? and i.person_id = ?
                                """,
                                link.hash(),
                                person),
                        row -> row.text("slug")));
    }

    /** Makes an account for whoever reads the mailbox, which had none, and a member of it. */
    public Optional<People.Person> acceptAnew(Open invitation, String name, String password) {
        var hash = passwords.hash(password);
        var person = database.atDoor(() -> people.welcome(invitation.email(), name, hash));
        return accept(invitation, person) ? Optional.of(person) : Optional.empty();
    }

    /**
     * Makes the person a member; false where somebody else was faster, or it was revoked just now.
     *
     * @throws Full there is no room
     */
    public boolean accept(Open invitation, People.Person person) {
        var tenant = new Tenant(invitation.organization());
        return database.inTenant(tenant, person.id(), () -> join(invitation, person));
    }

    private boolean join(Open invitation, People.Person person) {
        members.lock();
        var ended =
                database.run(
                        Sql.of(
                                """
                                update invitations set ended_at = ?, person_id = ?
                                where id = ? and ended_at is null
                                """,
                                clock.instant(),
                                person.id(),
                                invitation.id()));
        if (ended == 1) {
            var room = plans.current().admitsMember(members.count());
            if (organizations.join(person.id(), invitation.role()) && !room) {
                throw new Full();
            }
            audit.record(
                    person.actor(),
                    "invitation.accepted",
                    "person:" + person.id(),
                    person.email() + " accepted the invitation of " + invitation.invitedBy(),
                    Change.made(invitation.role().word()));
        }
        return ended == 1;
    }
}
