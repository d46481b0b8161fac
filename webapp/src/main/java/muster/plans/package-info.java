/** What each plan allows, as rows. */
@NullMarked
package muster.plans;

import org.jspecify.annotations.NullMarked;
