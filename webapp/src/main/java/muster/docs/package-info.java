/** How Muster is used, what it does and what it never does. */
@NullMarked
package muster.docs;

import org.jspecify.annotations.NullMarked;
