/** The agent of one computer: what it is, what runs on it and how it is connected. */
@NullMarked
package muster.agent.host;

import org.jspecify.annotations.NullMarked;
