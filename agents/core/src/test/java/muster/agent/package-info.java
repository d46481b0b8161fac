@NullMarked
package muster.agent;

import org.jspecify.annotations.NullMarked;
