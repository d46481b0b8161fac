/** What services say to whoever connects, and what firewalls and televisions tell over HTTP. */
@NullMarked
package muster.scanner.http;

import org.jspecify.annotations.NullMarked;
