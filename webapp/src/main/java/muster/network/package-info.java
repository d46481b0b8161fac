/** How devices are connected: their interfaces, the ports they listen on, their neighbours. */
@NullMarked
package muster.network;

import org.jspecify.annotations.NullMarked;
