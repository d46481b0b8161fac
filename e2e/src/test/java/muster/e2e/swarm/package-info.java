/** Many real collectors against a real hub that keeps dying, and what is there in the end. */
@NullMarked
package muster.e2e.swarm;

import org.jspecify.annotations.NullMarked;
