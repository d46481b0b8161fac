package muster.identity.oidc;

import java.net.URI;

/** Somebody who tells the hub who a person is. */
public sealed interface Provider {
    /**
     * Its word in the addresses of the hub, such as {@code google}; an id for an organization's.
     */
    String name();

    /** What people call it, such as Google. */
    String title();

    Client client();

    /** What the hub is to it. */
    record Client(String id, String secret) {
        /** Without the secret: a log may print this. */
        @Override
        public String toString() {
            return "Client " + id;
        }
    }

    /** What a provider's word on a mailbox is worth. */
    enum Emails {
        /** Good where it says that it verified the address. */
        AS_VERIFIED,
        /** Never good: whoever runs a directory there writes any address into it. */
        NEVER,
        /** Good: it does not say so, but who set it up knows that people cannot change theirs. */
        ALWAYS
    }

    /**
     * One that speaks OpenID Connect.
     *
     * @param discovery below this address it describes itself
     * @param issuer what it calls itself; with {@code {tenantid}} in it, one of many that share
     *     keys, told apart by the claim {@code tid}
     * @param revokes whether a token is taken back after use: some providers take back the person's
     *     consent with it, and would ask them anew each time
     */
    record OpenId(
            String name,
            String title,
            Client client,
            String discovery,
            String issuer,
            Emails emails,
            boolean revokes)
            implements Provider {
        /** One that is a single issuer. */
        public static OpenId of(
                String name, String title, Client client, URI issuer, Emails emails) {
            return new OpenId(
                    name, title, client, issuer.toString(), issuer.toString(), emails, true);
        }
    }

    /**
     * GitHub, which speaks OAuth 2 alone: who somebody is stands behind its interface for programs.
     *
     * @param web where people sign in
     * @param api where programs ask
     */
    record GitHub(String name, String title, Client client, URI web, URI api) implements Provider {}
}
