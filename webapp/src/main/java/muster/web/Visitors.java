package muster.web;

import java.util.Optional;
import muster.wire.Signature;

/** Tells the Desk who a visitor is; the identity room knows. */
public interface Visitors {
    /**
     * How an enrollment token begins: it opens nothing but enrollment, which reads it itself, and
     * so says of nobody who they are.
     */
    String INVITATION = "mst_enroll_";

    /**
     * The visitor with these credentials.
     *
     * @throws Problem 401 where a credential was shown that is none
     */
    Visitor of(Credentials credentials);

    /** Takes note that a collector signed a request. */
    void proven(Visitor.Collector collector);

    /** Takes note that somebody said to be a collector and could not prove it. */
    void disproven(Visitor.Collector collector, Flaw flaw);

    /** The organization that everyone may look at, where there is one. */
    Optional<Visitor.Organization> demo();

    /** The slug that an organization of this former slug has now. */
    Optional<String> formerly(String slug);

    /**
     * What a request shows to say who it is from.
     *
     * @param signature what a collector signed it with, which its body must still bear out
     * @param certificate the serial number, in lower-case hexadecimal, of the certificate that was
     *     shown when the connection was made
     * @param attended whether somebody is there: an open page that listens and reads again by
     *     itself does not prolong its session
     */
    record Credentials(
            Optional<String> session,
            Optional<String> bearer,
            Optional<String> agentKey,
            Optional<Signature> signature,
            Optional<String> certificate,
            String address,
            boolean attended) {
        /** Whether nothing was shown. */
        boolean none() {
            return session.filter(token -> !token.isEmpty()).isEmpty()
                    && bearer.isEmpty()
                    && agentKey.isEmpty()
                    && signature.isEmpty();
        }

        /** Without what is secret: a log may print this. */
        @Override
        public String toString() {
            return "Credentials of " + address;
        }
    }
}
