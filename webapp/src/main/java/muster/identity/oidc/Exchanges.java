package muster.identity.oidc;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import muster.identity.Outbound;

/** Asks a provider who somebody is, in the way that it speaks. */
final class Exchanges {
    private final OpenIdExchange openId;
    private final GitHubExchange gitHub;
    private final Discovery discovery;

    Exchanges(Outbound outbound, boolean development, Clock clock) {
        var wire = new Wire(outbound);
        discovery = new Discovery(wire, development, clock);
        openId = new OpenIdExchange(wire, discovery, clock);
        gitHub = new GitHubExchange(wire);
    }

    /** Refuses a provider that does not describe itself as it should. */
    void check(Provider.OpenId provider) throws Refused {
        discovery.of(provider);
    }

    /** Where the browser of this ticket is sent. */
    URI question(Provider provider, Ticket ticket) throws Refused {
        return switch (provider) {
            case Provider.OpenId one -> openId.question(one, ticket);
            case Provider.GitHub one -> gitHub.question(one, ticket);
        };
    }

    /** Who it is, by the provider's answer to this ticket. */
    Vouched answered(Provider provider, Ticket ticket, String code, Optional<String> issuer)
            throws Refused {
        return switch (provider) {
            case Provider.OpenId one -> openId.answered(one, ticket, code, issuer);
            case Provider.GitHub one -> gitHub.answered(one, ticket, code);
        };
    }
}
