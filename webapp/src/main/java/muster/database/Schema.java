package muster.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a database to the shape this hub works with: the four roles, then the migrations, one hub
 * at a time. Refuses a database that a newer hub has changed or that another master key has made.
 */
public final class Schema {
    // Any number will do; all hubs must use the same.
    private static final long LOCK = 0x6d7573746572L;
    private static final String KEY_OF_ROLES = "for the hub with master key ";
    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28000";

    private final Server server;
    private final MasterKey key;

    /** The database is not one this hub may work with; the message is one line for a person. */
    public static final class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }

        static Refused ofKey() {
            return new Refused(
                    "this database was made with another master key than the one in the key file:"
                            + " put back the key file that belongs to it");
        }

        static Refused ofRoles() {
            return new Refused(
                    "the roles of this database server belong to a hub with another master key: put"
                            + " back its key file, or give this hub a server of its own");
        }
    }

    public Schema(Server server, MasterKey key) {
        this.server = server;
        this.key = key;
    }

    /** Makes the database ready; does nothing but look where it already is. */
    public void prepare() {
        try (var owner = ownerConnection()) {
            var migrations = Migrations.onClassPath();
            execute(owner, "select pg_advisory_lock(" + LOCK + ")");
            try {
                refuseAnotherKey(owner);
                migrations.bring(owner);
                rememberKey(owner);
            } finally {
                owner.setAutoCommit(true);
                execute(owner, "select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException failure) {
            throw new Database.Failure("preparing " + server, failure);
        }
    }

    private Connection ownerConnection() throws SQLException {
        try {
            return connect();
        } catch (SQLException refused) {
            if (!List.of(INVALID_PASSWORD, INVALID_AUTHORIZATION).contains(refused.getSQLState())) {
                throw refused;
            }
            makeRoles();
            return connect();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.url(), DatabaseRole.OWNER, key.password(DatabaseRole.OWNER));
    }

    private void makeRoles() throws SQLException {
        try (var admin =
                DriverManager.getConnection(server.url(), server.user(), server.password())) {
            execute(admin, "select pg_advisory_lock(" + LOCK + ")");
            refuseAnotherKey(admin);
            var passwords = new ArrayList<List<String>>();
            passwords.add(List.of(DatabaseRole.OWNER, key.password(DatabaseRole.OWNER)));
            for (var role : DatabaseRole.values()) {
                passwords.add(List.of(role.word(), role.password(key)));
            }
            for (var role : passwords) {
                makeRole(admin, role.getFirst(), role.getLast());
            }
            execute(
                    admin,
                    "comment on role "
                            + DatabaseRole.OWNER
                            + " is '"
                            + KEY_OF_ROLES
                            + key.id()
                            + "'");
            var name = server.database().replace("\"", "\"\"");
            execute(admin, "alter database \"" + name + "\" owner to " + DatabaseRole.OWNER);
            execute(admin, "alter schema public owner to " + DatabaseRole.OWNER);
            execute(admin, "revoke create on schema public from public");
            execute(admin, "revoke all on database \"" + name + "\" from public");
            execute(
                    admin,
                    "grant connect on database \""
                            + name
                            + "\" to muster_app, muster_door, muster_catalogue");
        }
    }

    // Role names are ours and passwords are hexadecimal: neither can be a parameter in DDL.
    private static void makeRole(Connection admin, String role, String password)
            throws SQLException {
        var exists = "select 1 from pg_roles where rolname = '" + role + "'";
        var verb = isThere(admin, exists) ? "alter" : "create";
        execute(
                admin,
                verb
                        + " role "
                        + role
                        + " login nosuperuser nobypassrls nocreatedb nocreaterole"
                        + " password '"
                        + password
                        + "'");
    }

    // Roles belong to the whole server: changing their passwords for another key would lock out the
    // hubs that run with theirs, so this looks before anything is changed.
    private void refuseAnotherKey(Connection connection) throws SQLException {
        var knowsAnotherKey = "select 1 from master_key where id <> '" + key.id() + "'";
        if (isThere(connection, "select 1 where to_regclass('public.master_key') is not null")
                && isThere(connection, knowsAnotherKey)) {
            throw Refused.ofKey();
        }
        var rolesOfAnotherKey =
                """
                select 1 from pg_roles
                where rolname = '%1$s' and shobj_description(oid, 'pg_authid') like '%2$s%%'
                    and shobj_description(oid, 'pg_authid') <> '%2$s%3$s'
                """
                        .formatted(DatabaseRole.OWNER, KEY_OF_ROLES, key.id());
        if (isThere(connection, rolesOfAnotherKey)) {
            throw Refused.ofRoles();
        }
    }

    private void rememberKey(Connection owner) throws SQLException {
        execute(
                owner,
                "insert into master_key (id) select '"
                        + key.id()
                        + "' where not exists (select 1 from master_key)");
    }

    private static boolean isThere(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
