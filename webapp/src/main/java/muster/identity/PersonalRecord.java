package muster.identity;

import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;

/**
 * Writes down what people do with their own account, in the audit record of every organization they
 * belong to: who may look at an organization's data is that organization's business.
 */
public final class PersonalRecord {
    private final Database database;
    private final People people;
    private final Audit audit;

    public PersonalRecord(Database database, People people, Audit audit) {
        this.database = database;
        this.people = people;
        this.audit = audit;
    }

    /** What the person did. Outside of any transaction. */
    public void write(People.Person person, String verb, String detail) {
        write(person, person.actor(), verb, detail);
    }

    /** What somebody did to the person's account. Outside of any transaction. */
    void write(People.Person person, Actor actor, String verb, String detail) {
        var organizations = database.atDoor(() -> people.organizations(person.id()));
        for (UUID organization : organizations) {
            write(organization, person, actor, verb, detail);
        }
    }

    /** What the person did that concerns one organization alone. Outside of any transaction. */
    public void writeIn(UUID organization, People.Person person, String verb, String detail) {
        write(organization, person, person.actor(), verb, detail);
    }

    private void write(
            UUID organization, People.Person person, Actor actor, String verb, String detail) {
        database.inTenant(
                new Tenant(organization),
                () -> {
                    audit.record(actor, verb, "person:" + person.id(), detail);
                    return organization;
                });
    }
}
