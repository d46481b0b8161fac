/** Anything that computes and is owned: its one identity, its facts and its history. */
@NullMarked
package muster.devices;

import org.jspecify.annotations.NullMarked;
