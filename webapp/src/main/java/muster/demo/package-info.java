/** The organization that everybody may look at, and its story. */
@NullMarked
package muster.demo;

import org.jspecify.annotations.NullMarked;
