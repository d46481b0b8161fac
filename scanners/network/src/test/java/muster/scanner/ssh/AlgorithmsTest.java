package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import muster.replay.FakeRouter;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmsTest {
    @TempDir private Path state;

    private static FakeRouter old() {
        return FakeRouter.withPrompt("attic-sw1#")
                .answering("show version", "Cisco IOS Software, Version 12.2(55)SE5")
                .knowingOldAlgorithmsOnly()
                .started();
    }

    @Test
    void oldAlgorithmsAreRefusedUnlessTheFileAllowsThem() throws InterruptedException {
        try (var router = old();
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.UNSUPPORTED, answer.outcome(), answer.why());
            assertTrue(answer.why().contains("old_algorithms"), answer.why());
            assertTrue(router.passwords().isEmpty());
        }
    }

    @Test
    void oldAlgorithmsAreUsedWhereTheFileAllowsThem() throws InterruptedException {
        try (var router = old();
                var visitor = Visitor.patient(state).withPassword().allowingOldAlgorithms()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        }
    }
}
