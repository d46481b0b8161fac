/**
 * Published vulnerabilities, shared by all organizations: the feeds they come from and the index.
 */
@NullMarked
package muster.catalogue;

import org.jspecify.annotations.NullMarked;
