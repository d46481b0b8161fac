/** The mail domains of organizations, proven by their name service. */
@NullMarked
package muster.identity.domains;

import org.jspecify.annotations.NullMarked;
