package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import muster.database.Database;
import org.junit.jupiter.api.Test;

/** What a visitor hears of what went wrong. */
class ProblemsTest {
    @Test
    void aStatementThatTookTooLongMayBeTriedLater() {
        var cancelled = new SQLException("canceling statement due to statement timeout", "57014");

        var problem = Problems.of(new Database.Failure("a question", cancelled)).orElseThrow();

        assertEquals(503, problem.status());
        assertTrue(problem.retrySeconds() > 0);
    }
}
