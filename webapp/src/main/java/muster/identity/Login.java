package muster.identity;

import java.util.Optional;
import muster.database.Database;
import muster.web.Addresses;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Visitor;

/**
 * Signing in with e-mail and password. However it fails, the answer and the work are the same:
 * nobody learns whether a person exists, is locked out or mistyped.
 */
public final class Login {
    private final Database database;
    private final People people;
    private final Passwords passwords;
    private final Lockout lockout;
    private final RateLimits limits;

    Login(
            Database database,
            People people,
            Passwords passwords,
            Lockout lockout,
            RateLimits limits) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.lockout = lockout;
        this.limits = limits;
    }

    /** Who signs in with these; nobody where e-mail and password do not belong together. */
    public Optional<People.Person> person(String email, String password, Origin origin) {
        limits.require(RateLimit.LOGIN_BY_ADDRESS, Addresses.group(origin.address()), "logins");
        return verified(email, password);
    }

    /** Whether this is the password of who is signed in. Counts as a login where it is not. */
    public boolean proves(Visitor.SignedIn person, String password) {
        return verified(person.email(), password).isPresent();
    }

    /** The person that this e-mail and password belong to. Counts as a login where they do not. */
    private Optional<People.Person> verified(String typed, String password) {
        var email = EmailAddress.of(typed).map(EmailAddress::text);
        email.ifPresent(it -> limits.require(RateLimit.LOGIN_BY_ACCOUNT, it, "logins"));
        var known = email.flatMap(this::known);
        // Longer than any password there is: hashing it would only be work for us.
        var bounded = password.length() <= Passwords.LETTERS_MAX ? password : "";
        var fits = passwords.matches(bounded, known.flatMap(People.Known::passwordHash));
        if (fits) {
            known.ifPresent(it -> retract(it.person().email()));
        }
        return known.filter(_ -> fits).map(People.Known::person);
    }

    private Optional<People.Known> known(String email) {
        return database.atDoor(
                () -> lockout.admits(email) ? people.known(email) : Optional.empty());
    }

    // Not forgiven: a second factor may be missing, and failures to show it are counted together.
    private void retract(String email) {
        database.atDoor(() -> {
            lockout.retract(email);
            return email;
        });
    }
}
