/** The organization that everybody may look at, and its month. */
@NullMarked
package muster.demo;

import org.jspecify.annotations.NullMarked;
