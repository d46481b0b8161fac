/**
 * How collectors come to machines: install scripts, their files, and the page that waits for them.
 */
@NullMarked
package muster.install;

import org.jspecify.annotations.NullMarked;
