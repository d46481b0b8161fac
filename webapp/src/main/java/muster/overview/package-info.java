/** An organization at a glance: what to do first, how much there is, what is new; and search. */
@NullMarked
package muster.overview;

import org.jspecify.annotations.NullMarked;
