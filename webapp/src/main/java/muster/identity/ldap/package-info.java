/**
 * Signing in with the password that a company's directory keeps: LDAP, for installations of one's
 * own.
 */
@NullMarked
package muster.identity.ldap;

import org.jspecify.annotations.NullMarked;
