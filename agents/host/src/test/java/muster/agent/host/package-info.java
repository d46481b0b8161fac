/** Fake computers, and what is seen of them. */
@NullMarked
package muster.agent.host;

import org.jspecify.annotations.NullMarked;
