package muster.identity.saml;

import java.util.Optional;
import java.util.UUID;
import muster.identity.Secret;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Site;

/** What tells a browser that was sent to an identity provider from all others: a cookie. */
final class Browser {
    private static final String NAME = "muster-saml";

    private final Site site;

    Browser(Site site) {
        this.site = site;
    }

    /** What this browser holds of the connection in the path, if anything. */
    Optional<Secret> shown(Request request) {
        return request.cookie(name()).filter(value -> !value.isEmpty()).map(Secret::shown);
    }

    /** Comes back with the form that the identity provider's page makes the browser send. */
    Reply.Cookie cookie(UUID connection, Secret secret) {
        return new Reply.CrossSite(name(), secret.text(), "/saml/" + connection, Pending.LIFE);
    }

    private String name() {
        return site.secure() ? "__Secure-" + NAME : NAME;
    }
}
