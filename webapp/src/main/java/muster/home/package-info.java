@NullMarked
package muster.home;

import org.jspecify.annotations.NullMarked;
