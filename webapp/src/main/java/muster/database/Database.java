package muster.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import muster.tenancy.Tenant;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * The one way to the database. Work runs in a transaction that belongs to a tenant, a person, the
 * door or the catalogue; outside of one there is no connection to be had. Row-level security
 * decides what the transaction sees, so no statement ever asks for a tenant.
 */
public final class Database implements AutoCloseable {
    private static final ScopedValue<Transaction> CURRENT = ScopedValue.newInstance();
    private static final int ROWS_FETCHED = 500;

    /** For a connection of the pool: who asks is told to come back while they still wait. */
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(5);

    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final Map<DatabaseRole, HikariDataSource> pools = new EnumMap<>(DatabaseRole.class);
    private final Supplier<SessionFactory> sessions;

    /** Something went wrong between the hub and its database. */
    public static final class Failure extends RuntimeException {
        private static final Set<String> PASSING =
                Set.of(DEADLOCK, SERIALIZATION_FAILURE, TOO_MANY_CONNECTIONS);

        /**
         * Data exception, violated constraint, a row that is too large.
         *
         * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL</a>
         */
        private static final Set<String> OF_VALUES = Set.of("22", "23", "54");

        public Failure(String what, SQLException cause) {
            super(what + ": " + cause.getMessage(), cause);
        }

        /** PostgreSQL's five letters for what went wrong, such as 23505. */
        public String state() {
            return getCause() instanceof SQLException cause && cause.getSQLState() != null
                    ? cause.getSQLState()
                    : "";
        }

        /** Whether it is what was to be stored that was refused: other values may do. */
        public boolean isOfItsValues() {
            return OF_VALUES.stream().anyMatch(state()::startsWith);
        }

        /** Whether the same may work in a moment: others were in the way. */
        public boolean passes() {
            return getCause() instanceof SQLTransientConnectionException
                    || PASSING.contains(state());
        }
    }

    public Database(Server server, MasterKey key, Supplier<SessionFactory> sessions) {
        this.sessions = sessions;
        for (var role : DatabaseRole.values()) {
            pools.put(role, pool(server, role, key));
        }
    }

    /** Runs this as a member's or a collector's work inside one organization. */
    public <T> T inTenant(Tenant tenant, Supplier<T> work) {
        return in(DatabaseRole.APP, Scope.tenant(tenant.id()), work);
    }

    /** Runs this inside one organization on behalf of a person. */
    public <T> T inTenant(Tenant tenant, UUID person, Supplier<T> work) {
        return in(DatabaseRole.APP, new Scope(tenant.id(), person), work);
    }

    /** Runs this for a person who has chosen no organization: only their own rows are there. */
    public <T> T asPerson(UUID person, Supplier<T> work) {
        return in(DatabaseRole.APP, new Scope(null, person), work);
    }

    /** One commit for several tenants; each statement is of the one whose turn it is. */
    public void forTenants(Consumer<Turns> work) {
        refuseNesting();
        var transaction = Transaction.open(pool(DatabaseRole.APP), Scope.NONE);
        try (transaction) {
            work.accept(new Turns(transaction, CURRENT));
            transaction.commit();
        }
        transaction.afterwards();
    }

    /** Runs one of the few lookups that come before an organization is known. */
    public <T> T atDoor(Supplier<T> work) {
        return in(DatabaseRole.DOOR, Scope.NONE, work);
    }

    /** Runs work on the global catalogue. */
    public <T> T inCatalogue(Supplier<T> work) {
        return in(DatabaseRole.CATALOGUE, Scope.NONE, work);
    }

    /**
     * Runs work with transactions of its own while no other hub of this database is at work of the
     * same name; waits until it is the only one.
     */
    public void alone(String name, Runnable work) {
        var lock = Sql.of("select pg_advisory_xact_lock(hashtextextended(?, 0))", name);
        alone(() -> first(lock, row -> true), work);
    }

    /** The same, but does nothing while another is at it; says whether it ran. */
    public boolean ifAlone(String name, Runnable work) {
        var lock = Sql.of("select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as mine", name);
        return alone(() -> first(lock, row -> row.flag("mine")), work);
    }

    // PostgreSQL lets go of the lock with the connection, also when the hub is killed.
    private boolean alone(Supplier<Optional<Boolean>> lock, Runnable work) {
        refuseNesting();
        try (var held = Transaction.open(pool(DatabaseRole.CATALOGUE), Scope.NONE)) {
            boolean mine = ScopedValue.where(CURRENT, held).call(() -> lock.get().orElse(false));
            if (mine) {
                work.run();
            }
            return mine;
        }
    }

    public <T> List<T> list(Sql sql, Row.Reader<T> reader) {
        return query(
                sql,
                rows -> {
                    var found = new ArrayList<T>();
                    var row = new Row(rows);
                    while (rows.next()) {
                        found.add(reader.read(row));
                    }
                    return List.copyOf(found);
                });
    }

    public <T> Optional<T> first(Sql sql, Row.Reader<T> reader) {
        return query(
                sql,
                rows -> rows.next() ? Optional.of(reader.read(new Row(rows))) : Optional.empty());
    }

    /** Hands each row to the receiver as it arrives; for results too large to hold. */
    public void each(Sql sql, Consumer<Row> receiver) {
        query(
                sql,
                rows -> {
                    var row = new Row(rows);
                    while (rows.next()) {
                        receiver.accept(row);
                    }
                    return Optional.empty();
                });
    }

    /** Runs a change and says how many rows it touched. */
    public int run(Sql sql) {
        try (var statement = prepared(sql)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new Failure(sql.text(), failure);
        }
    }

    /**
     * For the rest of this transaction a plan may be kept and used again. Whoever writes thousands
     * of rows asks for this: what each refers to is looked up by the same question.
     */
    public void keepPlans() {
        first(Sql.of("select set_config('plan_cache_mode', 'auto', true)"), row -> true);
    }

    /** Hibernate's session on the connection of this transaction. */
    public StatelessSession session() {
        return current().session(sessions);
    }

    /** Runs this once the current transaction is durably committed, and never if it is not. */
    public void afterCommit(Runnable action) {
        current().afterCommit(action);
    }

    /** The tenant of the current transaction. */
    public Tenant tenant() {
        var org = current().scope().org();
        if (org == null) {
            throw new IllegalStateException("this transaction belongs to no organization");
        }
        return new Tenant(org);
    }

    /** Whether the database can be asked just now. */
    public boolean answers() {
        try {
            return atDoor(() -> first(Sql.of("select 1"), row -> row).isPresent());
        } catch (Failure away) {
            return false;
        }
    }

    /** Every organization there is, for work that goes through them all. */
    public List<Tenant> tenants() {
        return atDoor(() ->
                list(
                        Sql.of("select org_id from organizations order by org_id"),
                        row -> new Tenant(row.uuid("org_id"))));
    }

    /** Connections of the door's role for the job table; for the scheduler alone. */
    public DataSource jobs() {
        return pool(DatabaseRole.DOOR);
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }

    private <T> T in(DatabaseRole role, Scope scope, Supplier<T> work) {
        refuseNesting();
        var transaction = Transaction.open(pool(role), scope);
        T result;
        try (transaction) {
            result = ScopedValue.where(CURRENT, transaction).call(work::get);
            transaction.commit();
        }
        transaction.afterwards();
        return result;
    }

    private static void refuseNesting() {
        if (CURRENT.isBound()) {
            throw new IllegalStateException("a transaction is already open here");
        }
    }

    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T query(Sql sql, Reading<T> reading) {
        try (var statement = prepared(sql);
                var rows = statement.executeQuery()) {
            return reading.of(rows);
        } catch (SQLException failure) {
            throw new Failure(sql.text(), failure);
        }
    }

    private PreparedStatement prepared(Sql sql) throws SQLException {
        var statement = current().connection().prepareStatement(sql.text());
        statement.setFetchSize(ROWS_FETCHED);
        Parameters.bind(statement, sql.parameters());
        return statement;
    }

    private static Transaction current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException(
                    "no transaction here: the Desk or a job opens one and says whose it is");
        }
        return CURRENT.get();
    }

    private DataSource pool(DatabaseRole role) {
        var pool = pools.get(role);
        if (pool == null) {
            throw new IllegalStateException("no pool for " + role);
        }
        return pool;
    }

    private static HikariDataSource pool(Server server, DatabaseRole role, MasterKey key) {
        var config = new HikariConfig();
        config.setPoolName(role.word());
        config.setJdbcUrl(server.url());
        config.setUsername(role.word());
        config.setPassword(role.password(key));
        config.setMaximumPoolSize(role.connectionsMax());
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        config.setMinimumIdle(1);
        config.setAutoCommit(role == DatabaseRole.DOOR);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", role.word());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }
}
