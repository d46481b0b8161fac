/** Who may do what for whom: the words every other room uses to say so. */
@NullMarked
package muster.tenancy;

import org.jspecify.annotations.NullMarked;
