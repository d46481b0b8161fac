package muster.identity.oidc;

import java.util.Locale;

/** Why a sign-in through a provider came to nothing. Each has a sentence in the message file. */
enum Reason {
    PROVIDER_UNREACHABLE,
    METADATA_MALFORMED,
    METADATA_ISSUER,
    KEYS_UNREACHABLE,
    STATE_UNKNOWN,
    PROVIDER_REFUSED,
    ISSUER_OF_ANSWER,
    CODE_REFUSED,
    TOKEN_MALFORMED,
    ALGORITHM,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    AUTHORIZED_PARTY,
    SUBJECT,
    NONCE,
    EXPIRED,
    NOT_YET_VALID,
    ACCESS_TOKEN_HASH,
    USERINFO,
    ACCOUNT_MALFORMED,
    NO_VERIFIED_ADDRESS,
    NOT_A_MEMBER,
    DOMAIN_NOT_VERIFIED,
    MEMBERS_FULL,
    ACCOUNT_OF_SOMEBODY_ELSE;

    /** As it stands in logs and answers, such as {@code not_a_member}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The message with its sentence. */
    String message() {
        return "identity.oidc.reason." + word().replace('_', '-');
    }
}
