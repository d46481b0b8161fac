/** Typed facts written with the change that caused them, and handled after it is committed. */
@NullMarked
package muster.happenings;

import org.jspecify.annotations.NullMarked;
