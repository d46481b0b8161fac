package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import muster.replay.FakeRouter;
import muster.replay.FakeTerminal;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that means ill costs its own time limit, and no more. */
@Timeout(20)
class HostileRouterTest {
    private static final Duration HURRY = Duration.ofMillis(700);
    private static final String VERSION = "Cisco IOS Software, Version 15.2(7)E9\nuptime is 1 day";

    @TempDir private Path state;

    private static FakeRouter router() {
        return FakeRouter.withPrompt("harbour-sw1#")
                .answering("terminal length 0", "")
                .answering("show version", VERSION);
    }

    private Answer ask(FakeRouter router) throws InterruptedException {
        try (var visitor = Visitor.inAHurry(state, HURRY).withPassword()) {
            return visitor.ask(router);
        }
    }

    private void keepsWhatCameBefore(FakeRouter.Deed deed, String trouble)
            throws InterruptedException {
        try (var router = router().doing("show inventory", deed).started();
                var visitor = Visitor.inAHurryForAnswers(state, HURRY).withPassword()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            assertEquals(VERSION, Visitor.printed(answer, "show version"));
            assertTrue(answer.why().contains(trouble), answer.why());
        }
    }

    @Test
    void outputWithoutEndIsCut() throws InterruptedException {
        var line = "GigabitEthernet0/1 is up, line protocol is up\r\n".repeat(50);
        keepsWhatCameBefore(
                terminal -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        terminal.print(line);
                    }
                },
                "\"show inventory\" was too long");
    }

    @Test
    void oneLineWithoutEndIsCut() throws InterruptedException {
        var piece = "x".repeat(8_000);
        keepsWhatCameBefore(
                terminal -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        terminal.print(piece);
                    }
                },
                "\"show inventory\" was too long");
    }

    @Test
    void bytesThatDripAreCut() throws InterruptedException {
        keepsWhatCameBefore(
                terminal -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        terminal.print(".");
                        Thread.sleep(50);
                    }
                },
                "\"show inventory\" did not end in time");
    }

    @Test
    void silenceIsCut() throws InterruptedException {
        keepsWhatCameBefore(
                _ -> Thread.sleep(Duration.ofSeconds(30)),
                "\"show inventory\" did not end in time");
    }

    @Test
    void aPagerWithoutEndIsCut() throws InterruptedException {
        keepsWhatCameBefore(
                terminal -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        terminal.print("\r\n --More-- ");
                        Thread.sleep(5);
                    }
                },
                "\"show inventory\"");
    }

    @Test
    void aConnectionThatEndsIsTold() throws InterruptedException {
        keepsWhatCameBefore(FakeTerminal::drop, "it left at \"show inventory\"");
    }

    @Test
    void garbageIsNoReasonToStop() throws InterruptedException {
        var garbage = new byte[3_000];
        new Random(7).nextBytes(garbage);
        try (var router =
                        router().doing(
                                        "show inventory",
                                        terminal -> {
                                            terminal.print(garbage);
                                            terminal.print("\u001b\\\r\n");
                                        })
                                .answering(
                                        "show ip arp",
                                        "Internet  10.4.0.1  -  aabb.cc00.0100  ARPA  Vlan4")
                                .started();
                var visitor = Visitor.patient(state).withPassword()) {
            assertTrue(Visitor.commands(visitor.ask(router)).contains("show ip arp"));
        }
    }

    @Test
    void aShellWithoutPromptIsUnsupported() throws InterruptedException {
        try (var router =
                FakeRouter.withPrompt("")
                        .greeting("Choose one:\r\n1. Status\r\n2. Reset\r\n: ")
                        .started()) {
            var answer = ask(router);

            assertEquals(Outcome.UNSUPPORTED, answer.outcome());
            assertTrue(answer.why().contains("no prompt was recognised"), answer.why());
        }
    }

    /** What it says instead of {@code SSH-2.0-…}, and whether it goes on with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-1.5-OldRouter\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "SSH-2.0-Odd\r\nthen no packets at all",
                "SSH-2.0-Odd\r\n\u0000\u0000\u0000\u00ff\u00ff\u00ff\u00ff",
                "endless ",
                "drip"
            })
    void whoSpeaksNoSshIsLeft(String said) throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var visitor = Visitor.inAHurry(state, HURRY).withPassword()) {
            Thread.ofVirtual().start(() -> speak(listener, said));

            var answer =
                    visitor.ask(
                            new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), listener.getLocalPort()));

            assertFalse(answer.outcome() == Outcome.ANSWERED, answer.why());
            assertTrue(answer.why().startsWith("SSH: "), answer.why());
        }
    }

    private static void speak(ServerSocket listener, String said) {
        try (Socket socket = listener.accept();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            if (said.equals("drip")) {
                for (int i = 0; i < 1_000; i++) {
                    out.write('S');
                    out.flush();
                    Thread.sleep(20);
                }
            }
            do {
                out.write(said.getBytes(StandardCharsets.ISO_8859_1));
            } while (said.startsWith("endless"));
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | InterruptedException e) {
            // It was left.
        }
    }

    @Test
    void whoDropsTheConnectionAtOnceIsLeft() throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var visitor = Visitor.inAHurry(state, HURRY).withPassword()) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            listener.accept().close();
                        } catch (IOException e) {
                            // The test is over.
                        }
                    });
            var device =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), listener.getLocalPort());

            assertFalse(visitor.ask(device).outcome() == Outcome.ANSWERED);
        }
    }

    @Test
    void oneThatHangsHoldsUpNobody() throws InterruptedException {
        try (var slow =
                        router().doing("show inventory", _ -> Thread.sleep(Duration.ofSeconds(30)))
                                .started();
                var quick = router().answering("show inventory", "PID: WS-C2960X").started();
                var visitor = Visitor.patient(state).withPassword()) {
            var hanging =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    visitor.ask(slow);
                                } catch (InterruptedException e) {
                                    // It was left hanging.
                                }
                            });
            while (!slow.received().contains("show inventory")) {
                Thread.sleep(5);
            }

            assertEquals(Outcome.ANSWERED, visitor.ask(quick).outcome());
            assertTrue(hanging.isAlive());
            hanging.interrupt();
            hanging.join();
        }
    }
}
