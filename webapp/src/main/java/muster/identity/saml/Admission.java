package muster.identity.saml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import muster.database.Database;
import muster.identity.EmailAddress;
import muster.identity.People;
import muster.identity.domains.DomainName;
import muster.identity.domains.Domains;
import muster.tenancy.Tenant;

/** Whom an accepted assertion lets in: a member, or somebody who becomes one. */
final class Admission {
    private static final List<String> EMAILS =
            List.of(
                    "email",
                    "mail",
                    "urn:oid:0.9.2342.19200300.100.1.3",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress");
    private static final List<String> NAMES =
            List.of(
                    "displayName",
                    "name",
                    "urn:oid:2.16.840.1.113730.3.1.241",
                    "http://schemas.microsoft.com/identity/claims/displayname");
    private static final List<String> GIVEN =
            List.of(
                    "givenName",
                    "firstName",
                    "urn:oid:2.5.4.42",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname");
    private static final List<String> FAMILY =
            List.of(
                    "surname",
                    "sn",
                    "lastName",
                    "urn:oid:2.5.4.4",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname");

    private final Database database;
    private final People people;
    private final Domains domains;
    private final Memberships memberships;
    private final Groups groups;

    /** What is to be done. */
    sealed interface Outcome {
        /** Somebody who is a member already. */
        record Member(People.Person person) implements Outcome {}

        /** Somebody who becomes one, by {@link Admission#welcome}. */
        record Newcomer(EmailAddress email) implements Outcome {}

        record Denied(Denial denial) implements Outcome {}
    }

    Admission(
            Database database,
            People people,
            Domains domains,
            Memberships memberships,
            Groups groups) {
        this.database = database;
        this.people = people;
        this.domains = domains;
        this.memberships = memberships;
        this.groups = groups;
    }

    /** Whom it would let in; nothing is changed. */
    Outcome asked(Connection connection, Assertion assertion) {
        var email = email(assertion);
        if (email.isEmpty()) {
            return new Outcome.Denied(Denial.NO_EMAIL);
        }
        return memberships
                .find(email.get())
                .<Outcome>map(member -> new Outcome.Member(member.person()))
                .orElseGet(() -> stranger(connection, email.get()));
    }

    private Outcome stranger(Connection connection, EmailAddress email) {
        if (!connection.policy().jit()) {
            return new Outcome.Denied(Denial.NOT_A_MEMBER);
        } else if (DomainName.ofMailbox(email.text()).filter(domains::isVerified).isEmpty()) {
            return new Outcome.Denied(Denial.DOMAIN_UNVERIFIED);
        } else if (memberships.isFull()) {
            return new Outcome.Denied(Denial.MEMBERS_FULL);
        } else {
            return new Outcome.Newcomer(email);
        }
    }

    /** Lets a member's role follow from their groups, and remembers these. */
    void greet(Connection connection, Assertion assertion) {
        var named = Groups.in(assertion);
        var mappings = groups.of(connection.id());
        var member = email(assertion).flatMap(memberships::find).orElseThrow();
        Groups.role(mappings, named, connection.policy().defaultRole())
                .ifPresent(role -> memberships.follow(member, role, connection));
        memberships.saw(member.person().id(), connection.id(), named, !mappings.isEmpty());
    }

    /** Makes a newcomer a member; nothing where there is no room. Outside of any transaction. */
    Optional<People.Person> welcome(
            Tenant tenant, Connection connection, Assertion assertion, EmailAddress email) {
        var person = database.atDoor(() -> people.welcome(email, name(assertion)));
        return database.inTenant(
                tenant,
                () -> {
                    var role =
                            Groups.role(
                                            groups.of(connection.id()),
                                            Groups.in(assertion),
                                            connection.policy().defaultRole())
                                    .orElse(connection.policy().defaultRole());
                    var joined = memberships.join(person, role, connection);
                    if (joined) {
                        greet(connection, assertion);
                    }
                    return Optional.of(person).filter(_ -> joined);
                });
    }

    /** The mailbox that the identity provider names: as who it is, else as an attribute. */
    static Optional<EmailAddress> email(Assertion assertion) {
        var nameId = assertion.nameId();
        return nameId.format().equals(NameId.EMAIL)
                ? EmailAddress.of(nameId.value())
                : first(assertion, EMAILS).flatMap(EmailAddress::of);
    }

    private static String name(Assertion assertion) {
        var parts =
                Stream.of(first(assertion, GIVEN), first(assertion, FAMILY))
                        .flatMap(Optional::stream)
                        .toList();
        return first(assertion, NAMES).orElse(String.join(" ", parts));
    }

    private static Optional<String> first(Assertion assertion, List<String> names) {
        return names.stream().flatMap(name -> assertion.values(name).stream()).findFirst();
    }
}
