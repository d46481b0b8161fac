/** SCIM 2.0: an identity provider says who belongs to an organization. */
@NullMarked
package muster.organizations.scim;

import org.jspecify.annotations.NullMarked;
