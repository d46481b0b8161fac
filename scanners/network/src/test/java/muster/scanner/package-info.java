/** The scanner against networks that are made up. */
@NullMarked
package muster.scanner;

import org.jspecify.annotations.NullMarked;
