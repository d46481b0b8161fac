package muster.organizations;

import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.People;
import muster.tenancy.Tenant;

/** The end of a person's account. All of it opens the transactions it needs. */
public final class AccountDeletion {
    private final Database database;
    private final Members members;
    private final People people;

    public AccountDeletion(Database database, Members members, People people) {
        this.database = database;
        this.members = members;
        this.people = people;
    }

    /** The names of the organizations that would be left without an owner whom they need. */
    List<String> keptBy(UUID person) {
        return database.atDoor(() ->
                database.list(
                        Sql.of(
                                """
                                select o.name
                                from memberships m join organizations o on o.org_id = m.org_id
                                    left join sign_in_rules r on r.org_id = m.org_id
                                where m.person_id = ? and m.role = 'owner'
                                    and (m.break_glass and coalesce(r.single_sign_on, false)
                                        or not exists (select from memberships other
                                            where other.org_id = m.org_id and other.role = 'owner'
                                                and other.person_id <> m.person_id))
                                order by lower(o.name)
                                """,
                                person),
                        row -> row.text("name")));
    }

    /**
     * Takes the person out of each organization, which goes on record there, and forgets them.
     *
     * @throws Unchanged they came to be needed as an owner just now
     */
    void delete(People.Person person) {
        for (UUID organization : organizations(person.id())) {
            database.inTenant(
                    new Tenant(organization),
                    person.id(),
                    () -> {
                        members.find(person.id())
                                .ifPresent(one -> members.leave(one, person.actor()));
                        return organization;
                    });
        }
        database.atDoor(() -> {
            people.forget(person.id());
            return person;
        });
    }

    private List<UUID> organizations(UUID person) {
        return database.atDoor(() ->
                database.list(
                        Sql.of("select org_id from memberships where person_id = ?", person),
                        row -> row.uuid("org_id")));
    }
}
