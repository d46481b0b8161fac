/** Real identity providers, and signing in through them. */
@NullMarked
package muster.e2e.idp;

import org.jspecify.annotations.NullMarked;
