/** The overview on a real PostgreSQL. */
@NullMarked
package muster.overview;

import org.jspecify.annotations.NullMarked;
