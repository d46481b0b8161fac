/** How collectors come to report: tokens, certificates and keys, and what is known of each. */
@NullMarked
package muster.enrollment;

import org.jspecify.annotations.NullMarked;
