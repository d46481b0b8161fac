/** What people do with Muster, from page to page in a real browser. */
@NullMarked
package muster.e2e.journeys;

import org.jspecify.annotations.NullMarked;
