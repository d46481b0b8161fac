@NullMarked
package muster.identify;

import org.jspecify.annotations.NullMarked;
