/** Web servers and other services that are none, and what the scanner makes of them. */
@NullMarked
package muster.scanner.http;

import org.jspecify.annotations.NullMarked;
