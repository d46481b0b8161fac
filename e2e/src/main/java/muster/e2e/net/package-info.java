/** Made-up networks on loopback addresses, and what answers there. */
@NullMarked
package muster.e2e.net;

import org.jspecify.annotations.NullMarked;
