/** What somebody shows beside a password, or instead of one: codes, recovery codes, passkeys. */
@NullMarked
package muster.identity.factors;

import org.jspecify.annotations.NullMarked;
