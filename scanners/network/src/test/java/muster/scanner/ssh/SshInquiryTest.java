package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import muster.replay.FakePager;
import muster.replay.FakeRouter;
import muster.scanner.Answer.Outcome;
import muster.wire.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshInquiryTest {
    private static final String VERSION =
            """
            Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E9, RELEASE SOFTWARE (fc1)
            harbour-sw1 uptime is 3 weeks, 2 days
            System serial number            : FOC2711A0BC\
            """;

    private static final String ARP =
            IntStream.range(0, 100)
                    .mapToObj("Internet  10.4.0.%d  3   aabb.cc00.01ff  ARPA   Vlan4"::formatted)
                    .collect(Collectors.joining("\n"));

    @TempDir private Path state;

    private static FakeRouter ios() {
        return FakeRouter.withPrompt("harbour-sw1#")
                .answering("terminal length 0", "")
                .answering("show version", VERSION)
                .answering("show ip arp", ARP);
    }

    @Test
    void whatItIsAskedIsAnsweredWithoutEchoAndPrompt() throws InterruptedException {
        try (var router = ios().greeting("\r\nKeep out\r\n\r\n").started();
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            assertEquals("SSH as noc-login", answer.why());
            assertEquals(VERSION, Visitor.printed(answer, "show version"));
            assertEquals(ARP, Visitor.printed(answer, "show ip arp"));
            int port = router.address().getPort();
            assertEquals(
                    new Evidence.Banner("ssh", port, "Cisco-1.25"), answer.evidence().getFirst());
        }
    }

    @Test
    void whatItDoesNotKnowIsNoEvidence() throws InterruptedException {
        try (var router = ios().started();
                var visitor = Visitor.patient(state).withPassword()) {
            assertEquals(
                    List.of("show version", "show ip arp"), Visitor.commands(visitor.ask(router)));
            assertTrue(router.received().contains("show inventory"));
        }
    }

    @Test
    void allThatIsSentIsInTheList() throws InterruptedException {
        var known = List.of(Command.values()).stream().map(Command::line).toList();
        try (var router = ios().paging(new FakePager(24, " --More-- ", "\r        \r")).started();
                var visitor = Visitor.patient(state).withPassword()) {
            visitor.ask(router);

            assertTrue(router.received().contains("key 32"));
            for (var line : router.received()) {
                assertTrue(line.isEmpty() || line.equals("key 32") || known.contains(line), line);
            }
        }
    }

    @Test
    void aQuestionForThePasswordIsAnswered() throws InterruptedException {
        try (var router = ios().askingForThePassword().started();
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        }
    }

    @Test
    void aWrongPasswordIsShownOnce() throws InterruptedException {
        try (var router = ios().started();
                var visitor = Visitor.patient(state).as("old-noc", "brook", null)) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.WRONG_CREDENTIAL, answer.outcome(), answer.why());
            assertEquals("SSH: refused old-noc", answer.why());
            assertEquals(List.of("brook"), router.passwords());
            assertFalse(answer.evidence().isEmpty());
        }
    }

    @Test
    void theNextLoginIsTriedWhereOneIsRefused() throws InterruptedException {
        try (var router = ios().started();
                var visitor = Visitor.patient(state).as("old-noc", "brook", null).withPassword()) {
            assertEquals("SSH as noc-login", visitor.ask(router).why());
        }
    }
}
