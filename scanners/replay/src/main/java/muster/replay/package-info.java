/**
 * A test tool: devices that answer SNMP from recordings, on as many loopback addresses as a test
 * wants, and that misbehave when told. It shares no code with the scanner that it is used on.
 */
@NullMarked
package muster.replay;

import org.jspecify.annotations.NullMarked;
