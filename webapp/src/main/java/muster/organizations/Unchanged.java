package muster.organizations;

import java.util.Locale;
import muster.web.Problem;

/** A member stays what they are. */
public final class Unchanged extends RuntimeException {
    private static final int CONFLICT = 409;

    private final Reason reason;

    /** Why. */
    enum Reason {
        LAST_OWNER("Last owner", "this is the last owner: make somebody else an owner first"),
        BREAK_GLASS(
                "Break-glass owner",
                "this owner is named for the day that single sign-on is broken: name another first"),
        BY_GROUPS(
                "Role by groups",
                "this role follows from the groups that the identity provider names: change those");

        private final String title;
        private final String sentence;

        Reason(String title, String sentence) {
            this.title = title;
            this.sentence = sentence;
        }

        /** As addresses and message files name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Unchanged(Reason reason) {
        super(reason.sentence, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** The same for programs. */
    Problem problem() {
        return Problem.of(CONFLICT, reason.title, reason.sentence);
    }
}
