/** The Desk and everything between a socket and a handler. */
@NullMarked
package muster.web;

import org.jspecify.annotations.NullMarked;
