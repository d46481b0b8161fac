package muster.identity.oidc;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.People;
import muster.tenancy.Tenant;

/**
 * What becomes of the word of an organization's own provider: a member of that organization, and a
 * session that reaches nothing else. Who runs the provider is not who runs the hub, so nothing that
 * it says is believed elsewhere.
 */
final class MemberSignIn {
    private final Database database;
    private final People people;
    private final Connections connections;
    private final Audit audit;
    private final Predicate<String> ownDomain;
    private final Supplier<OptionalInt> membersMax;
    private final Clock clock;

    /**
     * @param ownDomain whether the transaction's organization has proven that a domain is its own
     * @param membersMax how many members the transaction's organization may have
     */
    MemberSignIn(
            Database database,
            People people,
            Connections connections,
            Audit audit,
            Predicate<String> ownDomain,
            Supplier<OptionalInt> membersMax,
            Clock clock) {
        this.database = database;
        this.people = people;
        this.connections = connections;
        this.audit = audit;
        this.ownDomain = ownDomain;
        this.membersMax = membersMax;
        this.clock = clock;
    }

    /** Who this is among the organization's members. Outside of any transaction. */
    People.Person settled(Tenant tenant, Vouched vouched) throws Refused {
        var member = database.inTenant(tenant, () -> member(vouched));
        if (member.isPresent()) {
            return member.get();
        }
        var refusal = database.inTenant(tenant, () -> whyNot(vouched));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        // Who comes for the first time may be a person already, elsewhere.
        var email = vouched.email().orElseThrow();
        var person = database.atDoor(() -> people.welcome(email, vouched.name()));
        if (!database.inTenant(tenant, () -> joined(person, vouched))) {
            throw new Refused(Reason.MEMBERS_FULL, "the plan has no room for one more member");
        }
        return person;
    }

    /** The member who came with this account before, or who has this verified address. */
    private Optional<People.Person> member(Vouched vouched) {
        var known =
                database.first(
                        Sql.of(
                                """
                                select p.id, p.email, p.name from oidc_members o
                                join people p on p.id = o.person_id
                                where o.issuer = ? and o.subject = ?
                                """,
                                vouched.issuer(),
                                vouched.subject()),
                        MemberSignIn::person);
        return known.or(() -> {
            var addressed = vouched.email().flatMap(this::memberOf);
            addressed.ifPresent(person -> bind(person.id(), vouched));
            return addressed;
        });
    }

    private Optional<People.Person> memberOf(EmailAddress email) {
        return database.first(
                Sql.of(
                        """
                        select p.id, p.email, p.name from memberships m
                        join people p on p.id = m.person_id
                        where m.org_id = tenant() and p.email = ?
                        """,
                        email.text()),
                MemberSignIn::person);
    }

    private void bind(UUID person, Vouched vouched) {
        database.run(
                Sql.of(
                        """
                        insert into oidc_members (issuer, subject, person_id, since)
                        values (?, ?, ?, ?) on conflict (org_id, issuer, subject) do nothing
                        """,
                        vouched.issuer(),
                        vouched.subject(),
                        person,
                        clock.instant()));
    }

    private Optional<Refused> whyNot(Vouched vouched) {
        if (vouched.email().isEmpty()) {
            return Optional.of(
                    new Refused(
                            Reason.NO_VERIFIED_ADDRESS,
                            "expected an address with email_verified, received none"));
        } else if (connections.current().filter(Connection::jit).isEmpty()) {
            return Optional.of(
                    new Refused(
                            Reason.NOT_A_MEMBER,
                            "expected a member; new members are not taken in"));
        } else if (!ownDomain.test(domain(vouched.email().get()))) {
            return Optional.of(
                    new Refused(
                            Reason.DOMAIN_NOT_VERIFIED,
                            "expected an address in a verified domain, received one in "
                                    + domain(vouched.email().get())));
        } else {
            return Optional.empty();
        }
    }

    private static String domain(EmailAddress email) {
        return email.text().substring(email.text().lastIndexOf('@') + 1);
    }

    // The organization's row is locked: of two newcomers for one seat, one gets it.
    private boolean joined(People.Person person, Vouched vouched) {
        database.first(
                Sql.of("select org_id from organizations for update"), row -> row.uuid("org_id"));
        var members =
                database.first(
                                Sql.of(
                                        "select count(*) as members from memberships where org_id = tenant()"),
                                row -> row.number("members"))
                        .orElse(0L);
        var max = membersMax.get();
        if (max.isPresent() && members >= max.getAsInt()) {
            return false;
        }
        var role = connections.current().orElseThrow().defaultRole();
        database.run(
                Sql.of(
                        """
                        insert into memberships (person_id, role) values (?, ?)
                        on conflict (org_id, person_id) do nothing
                        """,
                        person.id(),
                        role.word()));
        bind(person.id(), vouched);
        audit.record(
                person.actor(),
                "member.joined",
                "person:" + person.id(),
                "%s is %s, by the word of the organization's own identity provider"
                        .formatted(person.email(), role.word()));
        return true;
    }

    private static People.Person person(Row row) {
        return new People.Person(row.uuid("id"), row.text("email"), row.text("name"));
    }
}
