package muster.tenancy;

import java.util.UUID;

/** An organization as the database knows it: the only id that decides what a transaction sees. */
public record Tenant(UUID id) {
    @Override
    public String toString() {
        return id.toString();
    }
}
