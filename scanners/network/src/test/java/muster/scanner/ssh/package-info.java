/** Routers that are none, and what the scanner makes of them. */
@NullMarked
package muster.scanner.ssh;

import org.jspecify.annotations.NullMarked;
