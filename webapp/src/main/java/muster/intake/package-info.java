/** The one way in for whatever reports. */
@NullMarked
package muster.intake;

import org.jspecify.annotations.NullMarked;
