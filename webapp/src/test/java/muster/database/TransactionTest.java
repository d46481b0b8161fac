package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transaction leaves on its connection, of which there is only one: nothing. */
class TransactionTest {
    private TestDatabase test;
    private HikariDataSource onlyConnection;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        var config = new HikariConfig();
        config.setJdbcUrl(test.server().url());
        config.setUsername(DatabaseRole.APP.word());
        config.setPassword(DatabaseRole.APP.password(TestDatabase.KEY));
        config.setMaximumPoolSize(1);
        onlyConnection = new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        onlyConnection.close();
        test.close();
    }

    @Test
    void itsTenantAndPersonEndWithTheCommit() throws SQLException {
        speakForAcme(true);

        assertEquals("/", whoItSpeaksFor());
    }

    @Test
    void itsTenantAndPersonEndWithTheRollback() throws SQLException {
        speakForAcme(false);

        assertEquals("/", whoItSpeaksFor());
    }

    private void speakForAcme(boolean commit) throws SQLException {
        var acme = test.acme().id();
        var person = UUID.randomUUID();
        try (var transaction = Transaction.open(onlyConnection, new Scope(acme, person))) {
            assertEquals(acme + "/" + person, whoItSpeaksFor(transaction.connection()));
            if (commit) {
                transaction.commit();
            }
        }
    }

    private String whoItSpeaksFor() throws SQLException {
        try (var connection = onlyConnection.getConnection()) {
            return whoItSpeaksFor(connection);
        }
    }

    private static String whoItSpeaksFor(Connection connection) throws SQLException {
        var question =
                """
                select concat(current_setting('app.org_id', true), '/',
                    current_setting('app.person_id', true))
                """;
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
