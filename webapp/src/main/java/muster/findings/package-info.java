/** Which vulnerabilities are on which devices, since when and why; and of what nobody can tell. */
@NullMarked
package muster.findings;

import org.jspecify.annotations.NullMarked;
