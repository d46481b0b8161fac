/** Sign-in through an organization's own identity provider, by SAML 2.0. */
@NullMarked
package muster.identity.saml;

import org.jspecify.annotations.NullMarked;
