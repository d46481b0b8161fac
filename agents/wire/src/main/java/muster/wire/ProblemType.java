package muster.wire;

import java.util.Locale;

/**
 * What a collector must tell apart though the status is the same: the type of a problem (RFC 9457).
 * Whatever stands between a collector and its hub may answer any status, but never one of these.
 */
public enum ProblemType {
    /** The certificate that was shown counts for nothing: it has ended, or was replaced. */
    CERTIFICATE_REFUSED,
    /** This address asks nobody for a certificate, and the organization wants to see one. */
    CERTIFICATE_REQUIRED,
    /** Other bytes came at this place of the order: a clone, or a restored snapshot. */
    FORKED,
    /** The organization is no more. */
    ORGANIZATION_GONE,
    /** The hub lacks the list that this changes. */
    SEND_FULL;

    /** As it stands in the problem. */
    public String urn() {
        return "urn:muster:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
