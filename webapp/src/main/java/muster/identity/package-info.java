/** People: signing up, signing in, sessions, and the keys of their programs. */
@NullMarked
package muster.identity;

import org.jspecify.annotations.NullMarked;
