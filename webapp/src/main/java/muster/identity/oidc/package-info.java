/**
 * OpenID Connect and OAuth 2: signing in with an account that people have elsewhere, at a provider
 * of the whole installation or at that of one organization.
 */
@NullMarked
package muster.identity.oidc;

import org.jspecify.annotations.NullMarked;
