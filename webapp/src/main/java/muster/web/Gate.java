package muster.web;

import io.helidon.webserver.http.ServerResponse;
import muster.web.RateLimits.Outcome;
import muster.wire.ProblemType;

/**
 * What every request passes first: whoever guesses or asks too often goes no further, and costs the
 * database nothing more.
 */
final class Gate {
    private static final int UNAUTHORIZED = 401;

    private final Desk desk;
    private final RateLimits limits;

    Gate(Desk desk, RateLimits limits) {
        this.desk = desk;
        this.limits = limits;
    }

    /** Who asks, if they may ask once more. */
    Visitor admit(Route route, Visitors.Credentials credentials, ServerResponse response) {
        var address = Addresses.group(credentials.address());
        var visitor = visitor(credentials);
        if (visitor instanceof Visitor.Collector collector) {
            // Its key's id is no secret: until it has signed, nothing is taken from it.
            var outcome = limits.look(RateLimit.SIGNED_BY_COLLECTOR, collector.id().toString());
            tell(outcome, response);
            outcome.require("requests");
        } else if (route.face() == Route.Face.API) {
            var outcome = limits.take(limit(route, visitor), asker(visitor, address));
            tell(outcome, response);
            outcome.require("requests");
        } else if (visitor instanceof Visitor.SignedIn person) {
            limits.require(RateLimit.PAGE_BY_PERSON, person.person().toString(), "pages");
        } else {
            limits.require(RateLimit.PAGE_BY_ADDRESS, address, "pages");
        }
        return visitor;
    }

    /** Lets a collector go on only with what it signed; others have nothing to prove. */
    void prove(Visitor visitor, Route route, Incoming incoming) {
        if (visitor instanceof Visitor.Collector collector) {
            incoming.claims(collector);
            try {
                Proof.require(collector, route, incoming);
            } catch (Problem refused) {
                if (refused.status() == UNAUTHORIZED) {
                    limits.take(
                            RateLimit.BAD_CREDENTIAL_BY_ADDRESS,
                            Addresses.group(incoming.address()));
                    desk.disproven(collector, Flaw.SIGNATURE);
                } else if (refused.is(ProblemType.CERTIFICATE_REFUSED)) {
                    desk.disproven(collector, Flaw.CERTIFICATE);
                }
                throw refused;
            }
            limits.take(RateLimit.SIGNED_BY_COLLECTOR, collector.id().toString());
            desk.proven(collector);
        }
    }

    /** Who shows these credentials, unless their address has shown too many that are none. */
    Visitor visitor(Visitors.Credentials credentials) {
        return credentials.none()
                ? new Visitor.Anonymous()
                : known(credentials, Addresses.group(credentials.address()));
    }

    // Only what opens nothing counts: a whole office may have one address and good keys.
    private Visitor known(Visitors.Credentials credentials, String address) {
        limits.look(RateLimit.BAD_CREDENTIAL_BY_ADDRESS, address).require("bad keys");
        try {
            var visitor = desk.visitor(credentials);
            if (visitor instanceof Visitor.Anonymous) {
                limits.take(RateLimit.BAD_CREDENTIAL_BY_ADDRESS, address);
            }
            return visitor;
        } catch (Problem bad) {
            limits.take(RateLimit.BAD_CREDENTIAL_BY_ADDRESS, address);
            throw bad;
        }
    }

    private static RateLimit limit(Route route, Visitor visitor) {
        if (route.door() == Door.COLLECTOR) {
            return RateLimit.COLLECTOR_BY_KEY;
        } else {
            return visitor instanceof Visitor.Program
                    ? RateLimit.API_BY_KEY
                    : RateLimit.API_BY_ADDRESS;
        }
    }

    private static String asker(Visitor visitor, String address) {
        return visitor instanceof Visitor.Program program ? program.key().toString() : address;
    }

    private static void tell(Outcome outcome, ServerResponse response) {
        response.header("RateLimit-Limit", String.valueOf(outcome.limit()));
        response.header("RateLimit-Remaining", String.valueOf(outcome.remaining()));
        response.header("RateLimit-Reset", String.valueOf(outcome.resetSeconds()));
    }
}
