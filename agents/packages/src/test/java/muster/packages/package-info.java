@NullMarked
package muster.packages;

import org.jspecify.annotations.NullMarked;
