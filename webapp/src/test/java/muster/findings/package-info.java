/** Findings on a real PostgreSQL, with a small fleet and a few real advisories. */
@NullMarked
package muster.findings;

import org.jspecify.annotations.NullMarked;
