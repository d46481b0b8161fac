/**
 * Pasted package lists and package databases, read into software. Pure: text or bytes in, values
 * out; no clock, no network. {@link muster.packages.PackageList#recognise} is the way in for a
 * paste. For what lies on a disk there is a reader each ({@link muster.packages.PackageDatabase},
 * {@link muster.packages.RpmSqlite}, {@link muster.packages.JavaArchive}, …), which gives a {@link
 * muster.packages.Reading} or throws {@link muster.packages.Damaged}.
 */
@NullMarked
package muster.packages;

import org.jspecify.annotations.NullMarked;
