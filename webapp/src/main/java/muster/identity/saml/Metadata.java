package muster.identity.saml;

import java.time.Instant;
import java.util.Locale;

/** The file in which an identity provider describes itself. */
final class Metadata {
    static final int BYTES_MAX = 1 << 20;

    private Metadata() {}

    /** What an administrator did wrong with the file; words are {@code saml.metadata.CODE}. */
    enum Fault {
        TOO_LARGE,
        NOT_XML,
        FORBIDDEN_XML,
        NOT_METADATA,
        NO_PROVIDER,
        SEVERAL_PROVIDERS,
        NO_ENTITY_ID,
        NO_REDIRECT,
        BAD_LOCATION,
        NO_CERTIFICATE,
        BAD_CERTIFICATE,
        WEAK_KEY,
        CERTIFICATES_EXPIRED,
        EXPIRED;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The key of its words. */
        String words() {
            return "saml.metadata." + code();
        }
    }

    /** Metadata that cannot be used. */
    static final class Unreadable extends Exception {
        private final Fault fault;

        Unreadable(Fault fault, String detail) {
            super(detail);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * Reads it.
     *
     * @throws Unreadable with what is wrong, its message the place or value in question
     */
    static IdentityProvider read(byte[] file, Instant now) throws Unreadable {
        throw new UnsupportedOperationException();
    }
}
