package muster.identity.saml;

import java.time.Instant;

/**
 * Whom a connection trusts, as whom, and how far.
 *
 * @param unsolicited whether the identity provider may sign somebody in whom we did not send there
 */
record Trust(IdentityProvider provider, ServiceProvider service, boolean unsolicited) {
    /** Metadata says itself until when its keys may be believed. */
    void requireCurrent(Instant now, Checks checks) throws Refusal {
        var end = provider.validUntil().orElse(Instant.MAX);
        checks.refuseUnless(
                now.isBefore(end),
                Check.Subject.METADATA,
                "valid at " + now,
                provider.validUntil().map(until -> "valid until " + until).orElse("valid"),
                Reason.METADATA_EXPIRED);
    }
}
