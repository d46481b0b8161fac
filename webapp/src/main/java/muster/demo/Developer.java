package muster.demo;

import muster.database.Database;
import muster.identity.EmailAddress;
import muster.identity.Passwords;
import muster.identity.People;
import muster.organizations.Organizations;
import muster.tenancy.Role;

/**
 * Somebody who owns the demo organization and may log in at once where Muster itself is worked on.
 * The password is no secret: such a hub listens to its own computer alone.
 */
public final class Developer {
    public static final String EMAIL = "developer@muster.example";
    public static final String PASSWORD = "muster-in-the-making";
    private static final String NAME = "Dev Eloper";

    private final Database database;
    private final People people;
    private final Passwords passwords;
    private final Organizations organizations;

    public Developer(
            Database database, People people, Passwords passwords, Organizations organizations) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.organizations = organizations;
    }

    /** Joins the demo organization, which must be there; again changes nothing. */
    public void moveIn() {
        var email = EmailAddress.of(EMAIL).orElseThrow();
        var hash = passwords.hash(PASSWORD);
        var person = database.atDoor(() -> people.welcome(email, NAME, hash));
        database.inTenant(Demo.TENANT, () -> organizations.join(person.id(), Role.OWNER));
    }
}
