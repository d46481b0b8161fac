/** Who did what, in an order nobody can rewrite. */
@NullMarked
package muster.audit;

import org.jspecify.annotations.NullMarked;
