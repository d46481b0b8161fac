package muster.identity.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import muster.tenancy.Role;

/**
 * An organization's own provider.
 *
 * @param trustEmail whether its addresses count though it does not say that it verified them
 * @param jit whether people of the organization's own domains become members when they first come
 * @param defaultRole what they become; never owner
 */
record Connection(
        UUID id,
        URI issuer,
        String clientId,
        boolean trustEmail,
        boolean jit,
        Role defaultRole,
        Instant madeAt) {
    Connection {
        if (defaultRole == Role.OWNER) {
            throw new IllegalArgumentException("nobody becomes an owner by themselves");
        }
    }

    Provider.OpenId provider(String secret) {
        return Provider.OpenId.of(
                id.toString(),
                issuer.getHost(),
                new Provider.Client(clientId, secret),
                issuer,
                trustEmail ? Provider.Emails.ALWAYS : Provider.Emails.AS_VERIFIED);
    }

    /** How the audit record names it. */
    String subject() {
        return "oidc:" + id;
    }

    /** For the record, without the secret. */
    String words() {
        return "issuer %s, client %s, unverified addresses %s, new members %s, their role %s"
                .formatted(
                        issuer,
                        clientId,
                        trustEmail ? "count" : "do not count",
                        jit ? "allowed" : "not allowed",
                        defaultRole.word());
    }
}
