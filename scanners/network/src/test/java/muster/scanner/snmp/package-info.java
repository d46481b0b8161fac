/** SNMP against devices that are made up, and against a real agent. */
@NullMarked
package muster.scanner.snmp;

import org.jspecify.annotations.NullMarked;
