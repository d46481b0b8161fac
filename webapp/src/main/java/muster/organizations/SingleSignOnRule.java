package muster.organizations;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.web.Visitor;

/**
 * Whether an organization lets nobody in but through its identity provider, and who gets in by
 * themselves on the day that this one is broken: owners with a passkey. In its transactions.
 */
public final class SingleSignOnRule {
    /** One of them may be ill on the day. */
    static final int BREAK_GLASS_MIN = 2;

    private final Database database;
    private final Members members;
    private final Audit audit;

    /**
     * Who may be named.
     *
     * @param passkey whether they have one
     * @param breakGlass whether they are named
     */
    public record Owner(UUID id, String email, String name, boolean passkey, boolean breakGlass) {}

    /** Why the rule stays as it is. */
    enum Fault {
        /** Who wants it has never come that way themselves. */
        NOT_COME,
        /** Too few owners with a passkey are named. */
        TOO_FEW,
        /** One who is named owns nothing here, or has no passkey. */
        NO_PASSKEY
    }

    SingleSignOnRule(Database database, Members members, Audit audit) {
        this.database = database;
        this.members = members;
        this.audit = audit;
    }

    /** Whether it is a must. */
    boolean isOn() {
        return database.first(
                        Sql.of("select single_sign_on from sign_in_rules where org_id = tenant()"),
                        row -> row.flag("single_sign_on"))
                .orElse(false);
    }

    /** The owners, by name. */
    List<Owner> owners() {
        return database.list(
                Sql.of(
                        """
                        select p.id, p.email, p.name, m.break_glass,
                            exists (select 1 from passkeys k where k.person_id = p.id) as passkey
                        from memberships m join people p on p.id = m.person_id
                        where m.org_id = tenant() and m.role = 'owner'
                        order by lower(p.name), p.id
                        """),
                row ->
                        new Owner(
                                row.uuid("id"),
                                row.text("email"),
                                row.text("name"),
                                row.flag("passkey"),
                                row.flag("break_glass")));
    }

    /** Whether this person has come through an identity provider of the organization. */
    boolean hasCome(Visitor.SignedIn person) {
        return person.session().flatMap(Visitor.Session::organization).isPresent()
                || database.first(
                                Sql.of(
                                        "select 1 from saml_members where person_id = ?",
                                        person.person()),
                                _ -> true)
                        .isPresent();
    }

    /**
     * Makes it a must or not, with these owners named; says why not where it stays as it is.
     *
     * @param come whether who wants it has come that way
     */
    Optional<Fault> want(boolean wanted, Collection<UUID> named, boolean come, Actor actor) {
        members.lock();
        var before = isOn();
        var owners = owners();
        var fault = fault(wanted, before, new HashSet<>(named), come, owners);
        if (fault.isEmpty()) {
            put(wanted, named);
            record(told(before, owners), told(wanted, owners()), actor);
        }
        return fault;
    }

    private static Optional<Fault> fault(
            boolean wanted, boolean before, Set<UUID> named, boolean come, List<Owner> owners) {
        var able =
                owners.stream().filter(Owner::passkey).map(Owner::id).collect(Collectors.toSet());
        if (wanted && !before && !come) {
            return Optional.of(Fault.NOT_COME);
        } else if (!able.containsAll(named)) {
            return Optional.of(Fault.NO_PASSKEY);
        } else if (wanted && named.size() < BREAK_GLASS_MIN) {
            return Optional.of(Fault.TOO_FEW);
        } else {
            return Optional.empty();
        }
    }

    private void put(boolean wanted, Collection<UUID> named) {
        database.run(
                Sql.of(
                        """
                        insert into sign_in_rules (single_sign_on) values (?)
                        on conflict (org_id) do update set single_sign_on = excluded.single_sign_on
                        """,
                        wanted));
        database.run(
                Sql.of(
                        """
                        update memberships set break_glass = person_id = any (?)
                        where org_id = tenant() and break_glass <> (person_id = any (?))
                        """,
                        (Object) named.toArray(UUID[]::new),
                        (Object) named.toArray(UUID[]::new)));
    }

    private void record(String before, String after, Actor actor) {
        if (!before.equals(after)) {
            audit.record(
                    actor,
                    "single-sign-on.changed",
                    "organization:" + database.tenant().id(),
                    "single sign-on is %s, was %s".formatted(after, before),
                    new Change(before, after));
        }
    }

    private static String told(boolean wanted, List<Owner> owners) {
        var named =
                owners.stream()
                        .filter(Owner::breakGlass)
                        .map(Owner::email)
                        .collect(Collectors.joining(", "));
        return "%s, for the day that it is broken: %s"
                .formatted(wanted ? "wanted" : "not wanted", named.isEmpty() ? "nobody" : named);
    }
}
