/** What scanners saw: scans, the evidence that devices gave, and what it says they are. */
@NullMarked
package muster.scans;

import org.jspecify.annotations.NullMarked;
