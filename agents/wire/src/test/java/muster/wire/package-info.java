@NullMarked
package muster.wire;

import org.jspecify.annotations.NullMarked;
