package muster.database;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a transaction tells row-level security about itself. */
record Scope(@Nullable UUID org, @Nullable UUID person) {
    static final Scope NONE = new Scope(null, null);

    static Scope tenant(UUID org) {
        return new Scope(org, null);
    }
}
