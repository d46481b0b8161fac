/** What happened, as collectors tell it: taken in, kept as long as the plan says, and shown. */
@NullMarked
package muster.events;

import org.jspecify.annotations.NullMarked;
