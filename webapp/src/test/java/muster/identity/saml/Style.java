package muster.identity.saml;

/**
 * How an identity provider writes.
 *
 * @param p prefix of the protocol's namespace, empty for none; a of the assertion's, d of the
 *     signature's
 * @param above whether all namespaces are declared at the root
 * @param pretty whether it indents
 * @param typed whether values of attributes carry xsi:type
 * @param prefixes of its InclusiveNamespaces, empty for none
 */
public record Style(
        String p,
        String a,
        String d,
        boolean above,
        boolean pretty,
        boolean typed,
        String prefixes) {
    public static final Style OKTA = new Style("saml2p", "saml2", "ds", false, false, true, "xs");
    public static final Style ENTRA = new Style("samlp", "", "", false, false, false, "");
    public static final Style ADFS = new Style("samlp", "", "ds", false, false, false, "");
    public static final Style KEYCLOAK = new Style("samlp", "saml", "dsig", true, false, true, "");
    public static final Style GOOGLE = new Style("saml2p", "saml2", "ds", false, true, true, "");
    public static final Style SHIBBOLETH =
            new Style("saml2p", "saml2", "ds", true, true, true, "xsd");
    public static final Style SIMPLE = new Style("samlp", "saml", "ds", true, false, true, "");
    public static final Style PING = new Style("samlp", "saml", "ds", false, false, true, "");
    public static final Style BARE =
            new Style("", "saml", "", false, true, true, "xs saml #default");
}
