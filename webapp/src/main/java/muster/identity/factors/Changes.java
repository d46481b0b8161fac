package muster.identity.factors;

import java.util.function.Function;
import muster.database.Database;
import muster.identity.Accounts;
import muster.identity.PersonalRecord;
import muster.identity.SignIns;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Visitor;

/**
 * What people change about their own factors: only in a session of theirs that has shown one, if
 * there is one; on record, and told by mail. Outside of any transaction.
 */
final class Changes {
    private final Database database;
    private final Factors factors;
    private final SignIns signIns;
    private final PersonalRecord record;
    private final FactorLetters letters;

    /**
     * New recovery codes, shown this once.
     *
     * @param codes a line each
     * @param file the same as an address that saves them
     * @param next where to go on to
     */
    public record Codes(String codes, String file, String next) implements Reply.Page {
        /** Without the codes: a log may print this. */
        @Override
        public String toString() {
            return "Codes";
        }
    }

    Changes(
            Database database,
            Factors factors,
            SignIns signIns,
            PersonalRecord record,
            FactorLetters letters) {
        this.database = database;
        this.factors = factors;
        this.signIns = signIns;
        this.record = record;
        this.letters = letters;
    }

    /** Refuses who may not change the factors of this person from where they are. */
    void require(Visitor.SignedIn person) {
        var session =
                person.session()
                        .orElseThrow(() ->
                                Problem.forbidden("a token changes no factors: sign in instead"));
        if (!session.secondFactor() && database.atDoor(() -> factors.has(person.person()))) {
            throw Problem.first("show a factor that you have", "/account/proof?");
        }
    }

    /** Notes that a factor is new; with the first one come recovery codes. */
    Reply added(Visitor.SignedIn person, Change change, String next) {
        person.session().ifPresent(session -> signIns.prove(session.id(), true));
        tell(person, change);
        var none = database.atDoor(() -> factors.codes.left(person.person())) == 0;
        if (none) {
            return newCodes(person, next);
        }
        return Reply.Moved.to(next.isEmpty() ? "/account/security?after=added" : next);
    }

    /** Makes new recovery codes in the place of the old. */
    Reply codes(Visitor.SignedIn person) {
        require(person);
        if (!database.atDoor(() -> factors.has(person.person()))) {
            return Reply.Moved.to("/account/security");
        }
        tell(person, Change.CODES_MADE);
        return newCodes(person, "");
    }

    /** Removes a factor, unless it is the last one and an organization wants one. */
    Reply removed(
            Visitor.SignedIn person, Change change, Function<Factors, Factors.Removal> remove) {
        require(person);
        return switch (database.atDoor(() -> remove.apply(factors))) {
            case DONE -> {
                tell(person, change);
                yield Reply.Moved.to("/account/security?after=removed");
            }
            case WANTED -> Reply.Moved.to("/account/security?after=kept");
            case BREAK_GLASS -> Reply.Moved.to("/account/security?after=break-glass");
            case UNKNOWN -> throw Problem.notFound();
        };
    }

    private Codes newCodes(Visitor.SignedIn person, String next) {
        var codes = database.atDoor(() -> factors.codes.make(person.person()));
        var file = "data:text/plain;charset=utf-8," + String.join("%0A", codes) + "%0A";
        return new Codes(String.join("\n", codes), file, next);
    }

    private void tell(Visitor.SignedIn person, Change change) {
        var one = Accounts.person(person);
        record.write(one, change.verb(), change.detail());
        letters.changed(one, change);
    }
}
