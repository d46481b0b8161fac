/** The network scanner: asks devices what they are, and keeps the credentials to itself. */
@NullMarked
package muster.scanner;

import org.jspecify.annotations.NullMarked;
