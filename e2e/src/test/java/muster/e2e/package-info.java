@NullMarked
package muster.e2e;

import org.jspecify.annotations.NullMarked;
