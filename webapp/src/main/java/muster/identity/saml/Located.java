package muster.identity.saml;

import java.util.UUID;
import muster.tenancy.Tenant;

/** A connection, and whose it is. */
record Located(Tenant tenant, Connection connection) {
    UUID id() {
        return connection.id();
    }
}
