package muster.identity.saml;

import java.util.Locale;

/**
 * Why somebody whom the identity provider vouched for is not let in. Its code never changes, as
 * those of {@link Reason}; words are {@code sso.denial.CODE}.
 */
enum Denial {
    FORM_UNREADABLE,
    NO_EMAIL,
    NOT_A_MEMBER,
    DOMAIN_UNVERIFIED,
    MEMBERS_FULL;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
