package muster.identity.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import muster.identity.EmailAddress;

/** Puts what people type into names and filters, where it can only ever be a value. */
final class Names {
    private Names() {}

    /** The filter for this address (RFC 4515: every letter that means something is escaped). */
    static Filter filter(String template, EmailAddress email) throws LDAPException {
        return Filter.create(
                template.replace("{mail}", Filter.encodeValue(email.text()))
                        .replace("{name}", Filter.encodeValue(name(email))));
    }

    /** The distinguished name for this address (RFC 4514). */
    static String dn(String template, EmailAddress email) {
        return template.replace("{mail}", escaped(email.text()))
                .replace("{name}", escaped(name(email)));
    }

    private static String name(EmailAddress email) {
        return email.text().substring(0, email.text().lastIndexOf('@'));
    }

    private static String escaped(String value) {
        var rdn = new RDN("a", value).toMinimallyEncodedString();
        return rdn.substring(rdn.indexOf('=') + 1);
    }

    /** A name as it compares: spelling and spaces differ from server to server. */
    static String canonical(String dn) {
        try {
            return new DN(dn).toNormalizedString();
        } catch (LDAPException malformed) {
            return dn;
        }
    }
}
