/**
 * A test tool: devices that answer SNMP from recordings, on as many loopback addresses as a test
 * wants, routers with a prompt, and Debian's own servers; they misbehave when told. It shares no
 * code with the scanner that it is used on.
 */
@NullMarked
package muster.replay;

import org.jspecify.annotations.NullMarked;
