package muster.database;

import java.util.Locale;

/**
 * The roles of the hub's connections. The fourth, {@code muster_owner}, migrates and owns; no
 * request ever runs as it.
 */
enum DatabaseRole {
    /** A tenant's work: no bypass of row-level security, no DDL. */
    APP(16),
    /** The written list of lookups before a tenant is known, and the job table. */
    DOOR(8),
    /** Writes the global catalogue. */
    CATALOGUE(4);

    static final String OWNER = "muster_owner";

    private final int connectionsMax;

    DatabaseRole(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    String word() {
        return "muster_" + name().toLowerCase(Locale.ROOT);
    }

    int connectionsMax() {
        return connectionsMax;
    }

    String password(MasterKey key) {
        return key.password("database role " + word());
    }
}
