/** Organizations, their members, sites and settings. */
@NullMarked
package muster.organizations;

import org.jspecify.annotations.NullMarked;
