/** What devices answer by SNMP, as text that others identify. */
@NullMarked
package muster.scanner.snmp;

import org.jspecify.annotations.NullMarked;
