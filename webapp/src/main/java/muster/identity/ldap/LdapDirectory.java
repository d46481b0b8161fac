package muster.identity.ldap;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.Directory;
import muster.identity.EmailAddress;
import muster.identity.People;
import muster.tenancy.Role;
import muster.tenancy.Tenant;

/**
 * People whose passwords a company's directory keeps. They are let in by its word alone, become
 * members of the one organization that it is for, and are there what their groups say, each time
 * anew.
 */
public final class LdapDirectory implements Directory {
    private static final System.Logger LOG = System.getLogger(LdapDirectory.class.getName());

    private final LdapServer server;
    private final Lookup lookup;
    private final Database database;
    private final People people;
    private final Audit audit;

    public LdapDirectory(LdapServer server, Database database, People people, Audit audit) {
        this.server = server;
        this.lookup = new Lookup(server);
        this.database = database;
        this.people = people;
        this.audit = audit;
    }

    @Override
    public boolean answersFor(EmailAddress email) {
        return server.domains().contains(email.text().substring(email.text().lastIndexOf('@') + 1));
    }

    @Override
    public Optional<People.Person> person(EmailAddress email, String password) {
        var entry = lookup.find(email, password).filter(it -> hasMail(it, email));
        var role = entry.flatMap(it -> server.role(it.groups()));
        if (entry.isPresent() && role.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} is in no group of the directory that may sign in",
                    entry.get().dn());
        }
        return role.map(one -> welcomed(email, entry.orElseThrow(), one));
    }

    // What people type finds an entry; which person it is says the entry itself.
    private static boolean hasMail(Lookup.Entry entry, EmailAddress email) {
        return entry.mails().stream()
                .anyMatch(mail -> EmailAddress.of(mail).filter(email::equals).isPresent());
    }

    private People.Person welcomed(EmailAddress email, Lookup.Entry entry, Role role) {
        var person = database.atDoor(() -> people.welcome(email, entry.name()));
        server.organization()
                .flatMap(slug -> database.atDoor(() -> organization(slug)))
                .ifPresent(tenant ->
                        database.inTenant(
                                tenant,
                                () -> {
                                    assign(person, role);
                                    return role;
                                }));
        return person;
    }

    private Optional<Tenant> organization(String slug) {
        var found =
                database.first(
                        Sql.of("select org_id from organizations where slug = ?", slug),
                        row -> new Tenant(row.uuid("org_id")));
        if (found.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "there is no organization {0}, which people of the directory are to belong to",
                    slug);
        }
        return found;
    }

    private void assign(People.Person person, Role role) {
        var before =
                database.first(
                        Sql.of(
                                "select role from memberships where org_id = tenant() and person_id = ?",
                                person.id()),
                        row -> row.text("role"));
        var same = before.filter(role.word()::equals).isPresent();
        if (same || (role != Role.OWNER && isLastOwner(person.id()))) {
            return;
        }
        database.run(
                Sql.of(
                        """
                        insert into memberships (person_id, role) values (?, ?)
                        on conflict (org_id, person_id) do update set role = excluded.role
                        """,
                        person.id(),
                        role.word()));
        audit.record(
                person.actor(),
                before.isEmpty() ? "member.joined" : "member.assigned",
                "person:" + person.id(),
                "%s is %s by a group of the directory%s"
                        .formatted(
                                person.email(),
                                role.word(),
                                before.map(was -> ", was " + was).orElse("")));
    }

    private boolean isLastOwner(UUID person) {
        return database.list(
                        Sql.of(
                                """
                                select person_id from memberships
                                where org_id = tenant() and role = 'owner'
                                order by person_id for update
                                """),
                        row -> row.uuid("person_id"))
                .equals(List.of(person));
    }
}
