@NullMarked
package muster.e2e.scores;

import org.jspecify.annotations.NullMarked;
