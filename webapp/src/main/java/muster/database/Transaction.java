package muster.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import muster.tenancy.Tenant;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** One open transaction: its connection, what it told row-level security, and what comes after. */
final class Transaction implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Transaction.class.getName());

    /**
     * Of one statement for a member or a job; importing the catalogue may take longer. Less than
     * the minute that a request has, so that there is time to say what was wrong.
     */
    static final Duration STATEMENT_MAX = Duration.ofSeconds(40);

    private final Connection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private Scope scope;
    private @Nullable StatelessSession session;

    private Transaction(Connection connection, Scope scope) {
        this.connection = connection;
        this.scope = scope;
    }

    static Transaction open(DataSource pool, Scope scope) {
        try {
            var connection = pool.getConnection();
            try {
                connection.setAutoCommit(false);
                announce(connection, scope);
                return new Transaction(connection, scope);
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw new Database.Failure("opening a transaction", failure);
        }
    }

    Connection connection() {
        return connection;
    }

    Scope scope() {
        return scope;
    }

    /** From now on this is of that tenant; what is of the one before is out of reach. */
    void turnTo(Tenant tenant) {
        // The rows of a writer are all alike: here a plan may be kept, unlike for a list.
        var text =
                """
                select set_config('app.org_id', ?, true), set_config('statement_timeout', ?, true),
                    set_config('plan_cache_mode', 'auto', true)
                """;
        try (var statement = connection.prepareStatement(text)) {
            statement.setString(1, tenant.id().toString());
            statement.setString(2, String.valueOf(STATEMENT_MAX.toMillis()));
            statement.execute();
            scope = Scope.tenant(tenant.id());
        } catch (SQLException failure) {
            throw new Database.Failure("turning to another tenant", failure);
        }
    }

    StatelessSession session(Supplier<SessionFactory> sessions) {
        if (session == null) {
            session = sessions.get().openStatelessSession(connection);
        }
        return session;
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException failure) {
            throw new Database.Failure("commit", failure);
        }
    }

    /**
     * Tells whoever wanted to know of the commit, when the connection is back in its pool. What is
     * committed stays so whatever they do: one who fails is logged and keeps no other from hearing.
     */
    void afterwards() {
        for (var action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "after a commit", failure);
            }
        }
    }

    @Override
    public void close() {
        try (connection) {
            if (session != null) {
                session.close();
            }
            // Does nothing after a commit; undoes everything before one.
            connection.rollback();
        } catch (SQLException failure) {
            throw new Database.Failure("closing a transaction", failure);
        }
    }

    private static void announce(Connection connection, Scope scope) throws SQLException {
        if (scope.equals(Scope.NONE)) {
            return;
        }
        // A list is read by another index for a rare word than for a common one: its plan must be
        // made for the word, not once for all.
        var text =
                """
                select set_config('app.org_id', ?, true), set_config('app.person_id', ?, true),
                    set_config('statement_timeout', ?, true),
                    set_config('plan_cache_mode', 'force_custom_plan', true)
                """;
        try (var statement = connection.prepareStatement(text)) {
            statement.setString(1, scope.org() == null ? "" : scope.org().toString());
            statement.setString(2, scope.person() == null ? "" : scope.person().toString());
            statement.setString(3, String.valueOf(STATEMENT_MAX.toMillis()));
            statement.execute();
        }
    }
}
