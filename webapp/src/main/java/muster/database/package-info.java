/** The one way to the database: every transaction names its tenant, or has none to see. */
@NullMarked
package muster.database;

import org.jspecify.annotations.NullMarked;
