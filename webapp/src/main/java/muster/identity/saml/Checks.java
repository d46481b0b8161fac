package muster.identity.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was looked at so far in one message, in order. */
final class Checks {
    private final List<Check> all = new ArrayList<>();
    private Optional<Reason> first = Optional.empty();

    /** Looks at something without which there is no going on. */
    void require(
            boolean holds, Check.Subject subject, String expected, String received, Reason reason)
            throws Refusal {
        look(holds, subject, expected, received, reason);
        if (!holds) {
            throw new Refusal(reason);
        }
    }

    /** Ends it unless something holds that is not worth telling as long as it does. */
    void refuseUnless(
            boolean holds, Check.Subject subject, String expected, String received, Reason reason)
            throws Refusal {
        if (!holds) {
            throw refused(subject, expected, received, reason);
        }
    }

    /** Looks at something; what comes after it is looked at even if it does not hold. */
    void look(
            boolean holds, Check.Subject subject, String expected, String received, Reason reason) {
        all.add(new Check(subject, expected, received, holds));
        if (!holds && first.isEmpty()) {
            first = Optional.of(reason);
        }
    }

    /** Something that does not hold, and that ends it. */
    Refusal refused(Check.Subject subject, String expected, String received, Reason reason) {
        look(false, subject, expected, received, reason);
        return new Refusal(reason);
    }

    /** Ends it if anything did not hold. */
    void conclude() throws Refusal {
        if (first.isPresent()) {
            throw new Refusal(first.get());
        }
    }

    List<Check> all() {
        return List.copyOf(all);
    }
}
