package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import muster.replay.FakeRouter;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a mistyped password is shown to a few devices only. */
class CautionTest {
    private Instant now = Instant.parse("2026-11-16T08:00:00Z");
    private final Caution caution = new Caution(() -> now);

    @TempDir private Path state;

    private boolean isShown(String user, boolean refused) throws InterruptedException {
        boolean may = caution.begin(user);
        if (may) {
            caution.end(user, refused);
        }
        return may;
    }

    private void refuse(String user) throws InterruptedException {
        for (int i = 0; i < Caution.REFUSALS_MAX; i++) {
            assertTrue(isShown(user, true));
        }
    }

    @Test
    void whoWasRefusedAFewTimesIsShownNoMore() throws InterruptedException {
        refuse("noc");

        assertFalse(isShown("noc", true));
        assertTrue(isShown("backup", true), "another user is another account");
    }

    @Test
    void afterAWhileHeIsShownAgain() throws InterruptedException {
        refuse("noc");
        now = now.plus(Caution.FORGOTTEN_AFTER).plusSeconds(1);

        assertTrue(isShown("noc", true));
    }

    @Test
    void whomADeviceLetsInIsShownToAll() throws InterruptedException {
        caution.begin("noc");
        caution.letIn("noc");
        caution.end("noc", false);
        refuse("noc");

        assertTrue(isShown("noc", true));
    }

    @Test
    void whatBreaksOffIsNoRefusal() throws InterruptedException {
        for (int i = 0; i < 2 * Caution.REFUSALS_MAX; i++) {
            assertTrue(isShown("noc", false));
        }
    }

    @Test
    void aWrongPasswordIsShownToFewOfManyDevicesAtOnce() throws Exception {
        try (var router = onTwelveAddresses("127.79.2.");
                var visitor = Visitor.patient(state).as("noc", "brook", null)) {
            var answers = asked(router, "127.79.2.", visitor);

            assertEquals(
                    Collections.nCopies(12, Outcome.WRONG_CREDENTIAL),
                    answers.stream().map(Answer::outcome).toList());
            assertEquals(Caution.REFUSALS_MAX, router.passwords().size());
            assertTrue(
                    answers.stream().anyMatch(one -> one.why().contains("no account is locked")),
                    answers::toString);
        }
    }

    @Test
    void theRightOneIsShownToAllOfThem() throws Exception {
        try (var router = onTwelveAddresses("127.79.3.");
                var visitor = Visitor.patient(state).withPassword()) {
            var answers = asked(router, "127.79.3.", visitor);

            assertEquals(
                    Collections.nCopies(12, Outcome.ANSWERED),
                    answers.stream().map(Answer::outcome).toList());
        }
    }

    private static List<String> addresses(String network) {
        return IntStream.rangeClosed(1, 12).mapToObj(i -> network + i).toList();
    }

    private static FakeRouter onTwelveAddresses(String network) {
        return FakeRouter.withPrompt("attic#")
                .answering("show version", "Version 1.2")
                .lettingIn("noc", "river")
                .onAddresses(addresses(network))
                .started();
    }

    /** All at once. */
    private static List<Answer> asked(FakeRouter router, String network, Visitor visitor)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var port = router.address().getPort();
            Stream<Callable<Answer>> each =
                    addresses(network).stream()
                            .map(address ->
                                    () -> visitor.ask(new InetSocketAddress(address, port)));
            var answers = new ArrayList<Answer>();
            for (var one : threads.invokeAll(each.toList())) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
