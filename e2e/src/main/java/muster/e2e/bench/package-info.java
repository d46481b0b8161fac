@NullMarked
package muster.e2e.bench;

import org.jspecify.annotations.NullMarked;
