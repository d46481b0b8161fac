package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final InstantSource STILL =
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void restsUntilItsShareIsKept() {
        var budget = new Budget(25, STILL, _ -> {});

        assertEquals(300, budget.owedMillis(100, 100));
        assertTrue(budget.owedMillis(100, 400) <= 0);
        assertTrue(budget.owedMillis(0, 10) <= 0);
    }

    @Test
    void measuresWhatThisProcessUsed() {
        long before = Budget.usedMillis();
        double sum = 0;
        while (Budget.usedMillis() < before + 50) {
            for (int i = 0; i < 100_000; i++) {
                sum += Math.sqrt(i);
            }
        }

        assertTrue(sum > 0);
    }

    @Test
    void restsAfterWorkAndNeverForLong() {
        var rests = new ArrayList<Duration>();
        var budget = new Budget(1, STILL, rests::add);
        budget.begin();
        long end = Budget.usedMillis() + 400;
        while (Budget.usedMillis() < end) {
            Thread.onSpinWait();
        }

        budget.pause();

        assertEquals(1, rests.size());
        assertEquals(Duration.ofSeconds(30), rests.getFirst());
    }
}
