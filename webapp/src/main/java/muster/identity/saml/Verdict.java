package muster.identity.saml;

import java.util.List;

/** What came of a response: who it is, or why not. */
sealed interface Verdict {
    /** All that was looked at, in order; the first that does not hold is why it was refused. */
    List<Check> checks();

    /** The document as it was read, without signatures and secrets; empty if it was no XML. */
    String decoded();

    record Accepted(Assertion assertion, List<Check> checks, String decoded) implements Verdict {
        public Accepted {
            checks = List.copyOf(checks);
        }
    }

    record Refused(Reason reason, List<Check> checks, String decoded) implements Verdict {
        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
