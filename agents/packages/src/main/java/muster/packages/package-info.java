/**
 * Pasted package lists and package databases, read into software. Pure: text in, values out; no
 * file, no clock, no network. {@link muster.packages.PackageList#recognise} is the way in.
 */
@NullMarked
package muster.packages;

import org.jspecify.annotations.NullMarked;
