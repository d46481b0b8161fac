/** What a device says of itself, judged: evidence in, identity out; pure, and rules are data. */
@NullMarked
package muster.identify;

import org.jspecify.annotations.NullMarked;
