package muster.identity.saml;

/**
 * Whom a connection trusts, as whom, and how far.
 *
 * @param unsolicited whether the identity provider may sign somebody in whom we did not send there
 */
record Trust(IdentityProvider provider, ServiceProvider service, boolean unsolicited) {}
