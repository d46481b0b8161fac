/** Whether a piece of software has a published vulnerability, and why; pure, without storage. */
@NullMarked
package muster.matching;

import org.jspecify.annotations.NullMarked;
