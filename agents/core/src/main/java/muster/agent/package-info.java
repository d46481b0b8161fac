/**
 * What every collector does: it enrolls, spools what it saw to disk, and sends it until the hub has
 * it.
 */
@NullMarked
package muster.agent;

import org.jspecify.annotations.NullMarked;
