package muster.identity.factors;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import muster.database.Database;
import muster.identity.Lockout;
import muster.identity.Origin;
import muster.identity.People;
import muster.identity.Secret;
import muster.identity.Sessions;
import muster.identity.SignIns;
import muster.tenancy.Authentication;

/**
 * What stands between a right password and a session: the second factor, where the person has one.
 * Every wrong one counts as a failed login of theirs. Outside of any transaction.
 */
public final class SecondSteps {
    private final Database database;
    private final PendingSignIns pending;
    private final Factors factors;
    private final Lockout lockout;
    private final SignIns signIns;

    /** What a sign-in has come to. */
    public sealed interface Outcome {}

    /** The person is in. */
    public record In(Sessions.Begun begun) implements Outcome {}

    /** The person has yet to show a second factor; the ticket is their browser's. */
    public record Waits(Secret ticket) implements Outcome {}

    /** What was shown is none of the person's factors. */
    public record Wrong() implements Outcome {}

    /** Nobody waits with this ticket, or no longer: it begins with the password again. */
    public record Over() implements Outcome {}

    SecondSteps(
            Database database,
            PendingSignIns pending,
            Factors factors,
            Lockout lockout,
            SignIns signIns) {
        this.database = database;
        this.pending = pending;
        this.factors = factors;
        this.lockout = lockout;
        this.signIns = signIns;
    }

    /** Goes on with who has shown the first factor so. */
    public Outcome after(People.Person person, Authentication first, Origin origin) {
        var ticket =
                database.atDoor(() -> {
                    if (factors.has(person.id())) {
                        return Optional.of(pending.begin(person, first));
                    } else {
                        lockout.forgive(person.email());
                        return Optional.<Secret>empty();
                    }
                });
        return ticket.<Outcome>map(Waits::new)
                .orElseGet(() -> new In(begin(person, first, false, origin)));
    }

    /** The same in one step, for a program that knows a code. */
    public Outcome after(People.Person person, Authentication first, String code, Origin origin) {
        var has = database.atDoor(() -> factors.has(person.id()));
        if (!has) {
            return after(person, first, origin);
        } else if (shows(person, code)) {
            return new In(begin(person, first, true, origin));
        } else {
            return new Wrong();
        }
    }

    /** Whether this code is one of the person's; counts as a failed login where it is not. */
    boolean shows(People.Person person, String code) {
        var shown =
                database.atDoor(() -> {
                    var found =
                            lockout.admits(person.email())
                                    ? factors.accept(person.id(), code)
                                    : Optional.<Factors.Kind>empty();
                    found.ifPresent(_ -> lockout.forgive(person.email()));
                    return found;
                });
        shown.filter(Factors.Kind.RECOVERY_CODE::equals)
                .ifPresent(_ -> factors.tellOfRecovery(person));
        return shown.isPresent();
    }

    /** Whether somebody still waits with this ticket. */
    boolean waits(Secret ticket) {
        return database.atDoor(() -> pending.waits(ticket));
    }

    /** Goes on with who waits and types a code. */
    Outcome finish(Secret ticket, String code, Origin origin) {
        return finish(ticket, origin, person -> shows(person, code), UnaryOperator.identity());
    }

    /** Goes on with who waits and shows a passkey, which tells more of them than what was first. */
    Outcome finish(Secret ticket, Origin origin, Predicate<People.Person> shows) {
        return finish(ticket, origin, shows, _ -> Authentication.PASSKEY);
    }

    private Outcome finish(
            Secret ticket,
            Origin origin,
            Predicate<People.Person> shows,
            UnaryOperator<Authentication> way) {
        var tried = database.atDoor(() -> pending.attempt(ticket));
        if (tried.isEmpty()) {
            return new Over();
        }
        var one = tried.get();
        if (!shows.test(one.person())) {
            return one.lastTry() ? new Over() : new Wrong();
        }
        var first = database.atDoor(() -> pending.end(ticket));
        var shown = way.apply(one.authentication());
        return first ? new In(begin(one.person(), shown, true, origin)) : new Over();
    }

    private Sessions.Begun begin(
            People.Person person, Authentication first, boolean secondFactor, Origin origin) {
        return signIns.begin(person, Sessions.Beginning.of(first, secondFactor), origin);
    }
}
