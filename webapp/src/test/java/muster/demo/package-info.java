/** The demo organization on a whole hub, looked at from outside. */
@NullMarked
package muster.demo;

import org.jspecify.annotations.NullMarked;
