/** Lists of an organization with very many of everything: each reads little. */
@NullMarked
package muster.crowd;

import org.jspecify.annotations.NullMarked;
