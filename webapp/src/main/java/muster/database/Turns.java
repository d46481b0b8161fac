package muster.database;

import java.util.function.Supplier;
import muster.tenancy.Tenant;

/**
 * A transaction of several tenants, one after the other: the one exception to "a transaction
 * belongs to a tenant", for whoever writes what many of them send and can wait for one commit only.
 * Statements run in somebody's turn and never between, and row-level security holds them to that
 * tenant as in any other transaction.
 */
public final class Turns {
    private final Transaction transaction;
    private final ScopedValue<Transaction> current;

    Turns(Transaction transaction, ScopedValue<Transaction> current) {
        this.transaction = transaction;
        this.current = current;
    }

    /** Runs this for one tenant; it is committed with the turns of all others, or not at all. */
    public <T> T of(Tenant tenant, Supplier<T> work) {
        if (current.isBound()) {
            throw new IllegalStateException("it is another tenant's turn");
        }
        transaction.turnTo(tenant);
        return ScopedValue.where(current, transaction).call(work::get);
    }
}
