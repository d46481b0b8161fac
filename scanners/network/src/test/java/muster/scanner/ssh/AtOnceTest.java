package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import muster.replay.FakeRouter;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AtOnceTest {
    private static final int SESSIONS = 200;

    @TempDir private Path state;

    /** Nobody is answered before all have asked. */
    @Test
    void hundredsOfSessionsAreHeldAtOnce() throws InterruptedException, ExecutionException {
        var all = new CountDownLatch(SESSIONS);
        try (var router =
                        FakeRouter.withPrompt("attic#")
                                .answering("show version", "Cisco IOS Software, Version 15.2(7)E9")
                                .doing(
                                        "show inventory",
                                        terminal -> {
                                            all.countDown();
                                            all.await();
                                            terminal.page("PID: WS-C2960X-24, SN: FOC2711A0BC");
                                        })
                                .started();
                var visitor = Visitor.patient(state).withPassword();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Answer>>();
            for (int i = 0; i < SESSIONS; i++) {
                answers.add(threads.submit(() -> visitor.ask(router)));
            }
            for (var answer : answers) {
                assertEquals(Outcome.ANSWERED, answer.get().outcome(), answer.get().why());
                assertEquals(2, Visitor.commands(answer.get()).size());
            }
        }
    }
}
