package muster.identity.saml;

import java.util.Set;

/**
 * Something that must not sign anybody in.
 *
 * @param form the field SAMLResponse as an attacker sends it
 * @param reasons codes of which one must be why it is refused
 */
public record Attack(String name, String form, Set<String> reasons) {
    /** One that is XML. */
    public static Attack of(String name, String xml, String... reasons) {
        return new Attack(name, Sealing.base64(xml), Set.of(reasons));
    }
}
