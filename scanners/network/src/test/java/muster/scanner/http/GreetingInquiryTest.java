package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Ranges;
import muster.scanner.Schedule;
import muster.scanner.Secret;
import muster.scanner.Site;
import muster.wire.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class GreetingInquiryTest {
    private static final Duration HURRY = Duration.ofMillis(500);

    private static Answer ask(FakeService service, String protocol) {
        try (var inquiry = new GreetingInquiry(HURRY, Map.of(service.port(), protocol))) {
            return inquiry.ask(FakeService.candidate(List.of(), service.port()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "ftp, 220 attic FTP server ready^r^n, attic FTP server ready",
                "ftp, 220-Welcome^r^n220 again^r^n, Welcome",
                "ssh, SSH-2.0-OpenSSH_9.2p1 Debian-2^r^n, OpenSSH_9.2p1 Debian-2",
                "smtp, 220 attic ESMTP Postfix^r^n, attic ESMTP Postfix",
                "pop, +OK attic ready^r^n, attic ready",
                "imap, * OK attic ready^r^n, attic ready",
                "telnet, ^f^d^1Attic switch^r^nlogin: , Attic switch login:"
            })
    void aServiceThatSpeaksFirstIsHeard(String protocol, String sent, String heard) {
        var greeting =
                sent.replace("^r", "\r")
                        .replace("^n", "\n")
                        .replace("^f", "\u00ff")
                        .replace("^d", "\u00fd")
                        .replace("^1", "\u0001");
        try (var service = FakeService.saying(greeting)) {
            var answer = ask(service, protocol);

            assertEquals(Outcome.GREETED, answer.outcome());
            assertEquals(
                    List.of(new Evidence.Banner(protocol, service.port(), heard)),
                    answer.evidence());
        }
    }

    /** On whatever port the file names, and not beside the session that logs in there. */
    @Test
    void anSshServerIsHeardOnce() {
        var login =
                new Credential.Ssh(
                        "noc",
                        "noc",
                        Secret.of("pond"),
                        null,
                        null,
                        Ranges.of(List.of("127.0.0.0/8")));
        var visits = new AtomicInteger();
        try (var service =
                        FakeService.meeting((socket, _) -> {
                            visits.incrementAndGet();
                            FakeService.write(socket, "SSH-2.0-Attic_1\r\n");
                        });
                var inquiry = new GreetingInquiry(HURRY, Map.of())) {
            var site =
                    new Site("HQ", List.of(), List.of(), 161, service.port(), 100, Schedule.DAILY);
            var here = InetAddress.getLoopbackAddress();
            var open = Set.of(service.port());
            var stranger = new Candidate(site, here, open, List.of(), false);
            var known = new Candidate(site, here, open, List.of(login), false);

            assertEquals(
                    List.of(new Evidence.Banner("ssh", service.port(), "Attic_1")),
                    inquiry.ask(stranger).evidence());
            assertEquals(Outcome.SILENT, inquiry.ask(known).outcome());
            assertEquals(1, visits.get());
        }
    }

    @Test
    void whoSaysNothingIsSilent() {
        try (var service = FakeService.saying("")) {
            assertEquals(Outcome.SILENT, ask(service, "ftp").outcome());
        }
    }

    @Test
    void aGreetingWithoutEndIsCut() {
        try (var service =
                FakeService.meeting((socket, _) -> {
                    while (true) {
                        FakeService.write(socket, "x".repeat(1_000));
                    }
                })) {
            var answer = ask(service, "ftp");

            assertTrue(answer.evidence().getFirst().text().length() <= 1_024);
        }
    }

    @Test
    void aGreetingThatDripsIsCut() {
        try (var service =
                FakeService.meeting((socket, _) -> {
                    while (true) {
                        FakeService.write(socket, "x");
                        Thread.sleep(20);
                    }
                })) {
            assertEquals(Outcome.GREETED, ask(service, "ftp").outcome());
        }
    }
}
