/** What runs on each device, from when to when. */
@NullMarked
package muster.inventory;

import org.jspecify.annotations.NullMarked;
