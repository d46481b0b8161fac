package muster.identity.saml;

/**
 * How an identity provider names a person.
 *
 * @param format a URI; unspecified where it says none
 * @param nameQualifier empty where there is none; a logout must say it again
 * @param spNameQualifier likewise
 */
record NameId(String value, String format, String nameQualifier, String spNameQualifier) {
    static final String EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
}
