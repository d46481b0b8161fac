package muster.tenancy;

import java.util.Locale;

/** How somebody has shown who they are. */
public enum Authentication {
    PASSWORD,
    PASSKEY,
    SAML,
    OIDC,
    LDAP,
    /** A personal token, which no browser sends by itself. */
    TOKEN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Authentication of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
