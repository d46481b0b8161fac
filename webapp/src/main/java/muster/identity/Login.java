package muster.identity;

import java.util.Optional;
import muster.database.Database;
import muster.tenancy.Authentication;
import muster.web.Addresses;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Visitor;

/**
 * Signing in with e-mail and password. However it fails, the answer and the work are the same:
 * nobody learns whether a person exists, is locked out or mistyped.
 */
public final class Login {
    private static final int RETRY_SECONDS = 30;
    private static final System.Logger LOG = System.getLogger(Login.class.getName());

    private final Database database;
    private final People people;
    private final Passwords passwords;
    private final Directory directory;
    private final Lockout lockout;
    private final RateLimits limits;

    Login(
            Database database,
            People people,
            Passwords passwords,
            Directory directory,
            Lockout lockout,
            RateLimits limits) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.directory = directory;
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
        var ofDirectory = EmailAddress.of(typed).filter(directory::answersFor);
        if (ofDirectory.isPresent()) {
            return verifiedElsewhere(ofDirectory.get(), password);
        }
        var known = email.flatMap(this::known);
        // Longer than any password there is: hashing it would only be work for us.
        var bounded = password.length() <= Passwords.LETTERS_MAX ? password : "";
        var fits = passwords.matches(bounded, known.flatMap(People.Known::passwordHash));
        if (fits) {
            known.ifPresent(it -> retract(it.person().email()));
        }
        return known.filter(_ -> fits).map(People.Known::person);
    }

    /** The password that the hub itself may have for this person counts for nothing. */
    private Optional<People.Person> verifiedElsewhere(EmailAddress email, String password) {
        var admitted = database.atDoor(() -> lockout.admits(email.text()));
        try {
            var person =
                    admitted && password.length() <= Passwords.LETTERS_MAX
                            ? directory.person(email, password)
                            : Optional.<People.Person>empty();
            person.ifPresent(it -> retract(it.email()));
            return person;
        } catch (Directory.Unreachable away) {
            LOG.log(System.Logger.Level.WARNING, "the directory: {0}", away.getMessage());
            retract(email.text());
            throw Problem.busy(
                    "the directory that keeps this password does not answer just now",
                    RETRY_SECONDS);
        }
    }

    /** How this person has shown who they are, by their password. */
    public Authentication way(People.Person person) {
        return directory.answersFor(new EmailAddress(person.email()))
                ? Authentication.LDAP
                : Authentication.PASSWORD;
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
