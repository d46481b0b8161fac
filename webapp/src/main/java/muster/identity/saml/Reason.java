package muster.identity.saml;

import java.util.Locale;

/**
 * Why a message was refused. Its code never changes, programs read it; what to change at the
 * identity provider is told by {@code identity.saml.reason.CODE}.
 */
enum Reason {
    TOO_LARGE,
    NOT_BASE64,
    MALFORMED_XML,
    FORBIDDEN_XML,
    UNEXPECTED_SHAPE,
    DUPLICATE_ID,
    SCHEMA_INVALID,
    STATUS_NOT_SUCCESS,
    UNSIGNED,
    SIGNATURE_PROFILE,
    ALGORITHM_REFUSED,
    KEY_MISFIT,
    UNKNOWN_KEY,
    CERTIFICATE_EXPIRED,
    SIGNATURE_INVALID,
    DIGEST_MISMATCH,
    ENCRYPTION_REFUSED,
    DECRYPTION_FAILED,
    METADATA_EXPIRED,
    ISSUER_MISMATCH,
    DESTINATION_MISMATCH,
    AUDIENCE_MISMATCH,
    RECIPIENT_MISMATCH,
    SUBJECT_UNCONFIRMED,
    CONDITIONS_MISSING,
    CONDITION_UNKNOWN,
    NOT_YET_VALID,
    EXPIRED,
    VALID_TOO_LONG,
    SESSION_EXPIRED,
    NOT_AUTHENTICATED,
    UNSOLICITED,
    NOT_ASKED_FOR,
    ANSWERS_DISAGREE,
    NAME_ID_MISSING,
    NAME_ID_MALFORMED,
    ATTRIBUTES_TOO_MANY,
    REPLAYED;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The key of its words. */
    String words() {
        return "identity.saml.reason." + code();
    }
}
