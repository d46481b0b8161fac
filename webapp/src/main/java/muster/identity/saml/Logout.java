package muster.identity.saml;

import java.util.List;

/** What came of a logout message. */
sealed interface Logout {
    List<Check> checks();

    /**
     * The identity provider ended a session.
     *
     * @param id what our answer must name
     * @param sessionIndexes of this person's sessions; none means all
     */
    record Asked(String id, NameId nameId, List<String> sessionIndexes, List<Check> checks)
            implements Logout {
        public Asked {
            sessionIndexes = List.copyOf(sessionIndexes);
            checks = List.copyOf(checks);
        }
    }

    /** It answered a logout of ours, and whether everybody it told obeyed. */
    record Answered(String answers, boolean complete, List<Check> checks) implements Logout {
        public Answered {
            checks = List.copyOf(checks);
        }
    }

    record Refused(Reason reason, List<Check> checks) implements Logout {
        public Refused {
            checks = List.copyOf(checks);
        }
    }
}
