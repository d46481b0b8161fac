package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import muster.replay.FakePager;
import muster.replay.FakeRouter;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts, pagers and echoes as devices have them. */
class ShellTest {
    private static final String LONG =
            IntStream.range(0, 90)
                    .mapToObj("  line %d of many, as wide as lines are"::formatted)
                    .collect(Collectors.joining("\n"));

    @TempDir private Path state;

    private Answer ask(FakeRouter router) throws InterruptedException {
        try (router;
                var visitor = Visitor.patient(state).withPassword()) {
            return visitor.ask(router.started());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attic#",
                "attic>",
                "attic_sw-1.lan#",
                "bœuf$ät#1>",
                "RP/0/RSP0/CPU0:attic#",
                "attic/pri/act# ",
                "*A:attic# ",
                "attic (config) #",
                "Dell(conf-if)# "
            })
    void aPromptIsLearntWhateverItIs(String prompt) throws InterruptedException {
        var answer =
                ask(
                        FakeRouter.withPrompt(prompt)
                                .answering("show version", LONG)
                                .answering("show inventory", "Serial FOC2711A0BC"));

        assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        assertEquals(LONG, Visitor.printed(answer, "show version"));
    }

    static Stream<FakePager> pagers() {
        return Stream.of(
                new FakePager(
                        24, " --More-- ", "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b"),
                new FakePager(24, " --More-- ", "\r          \r"),
                new FakePager(24, "  ---- More ----", "\u001b[42D                \u001b[42D"),
                new FakePager(24, "<--- More --->", "\r              \r"),
                new FakePager(24, "---(more)---", "\r\u001b[K"),
                new FakePager(24, "---(more 40%)---", "\r                    \r"),
                new FakePager(24, "--More--", "\r\n"),
                new FakePager(10, "\u001b[7m--More--\u001b[m", "\r\u001b[K"),
                new FakePager(
                        23,
                        "-- MORE --, next page: Space, next line: Enter, quit: Control-C",
                        "\r\u001b[2K"),
                new FakePager(30, "Press any key to continue (Q to quit)", "\r\u001b[K"),
                new FakePager(
                        24, "More: <space>,  Quit: q or CTRL+Z, One line: <return> ", "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("pagers")
    void pagesAreTurnedAndLeaveNoTrace(FakePager pager) throws InterruptedException {
        var answer =
                ask(FakeRouter.withPrompt("attic#").answering("show version", LONG).paging(pager));

        var printed =
                Visitor.printed(answer, "show version")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .collect(Collectors.joining("\n"));
        assertEquals(LONG, printed);
    }

    @Test
    void aKeyIsPressedToGetToThePrompt() throws InterruptedException {
        var answer =
                ask(
                        FakeRouter.withPrompt("attic# ")
                                .askingForAKey("Press any key to continue")
                                .answering("show version", LONG));

        assertEquals(LONG, Visitor.printed(answer, "show version"));
    }

    @Test
    void aDeviceThatDoesNotEchoLosesNoLine() throws InterruptedException {
        var answer =
                ask(FakeRouter.withPrompt("attic#").withoutEcho().answering("show version", LONG));

        assertEquals(LONG, Visitor.printed(answer, "show version"));
    }

    @Test
    void whatStandsAboveThePromptIsNoAnswer() throws InterruptedException {
        var answer =
                ask(
                        FakeRouter.withPrompt("\r\n{master:0}\r\nnoc@attic> ")
                                .answering("set cli screen-length 0", "Screen length set to 0")
                                .answering("show version", "Hostname: attic\nModel: ex3400-24t")
                                .saying("                ^\r\nunknown command."));

        assertEquals("Hostname: attic\nModel: ex3400-24t", Visitor.printed(answer, "show version"));
        assertEquals(List.of("show version"), Visitor.commands(answer));
    }

    @Test
    void aGreetingThatLooksLikeAPromptIsNone() throws InterruptedException {
        var answer =
                ask(
                        FakeRouter.withPrompt("attic#")
                                .greeting("####\r\n# Keep out #\r\n####\r\n<<< This is >>>\r\n")
                                .answering("show version", LONG));

        assertEquals(LONG, Visitor.printed(answer, "show version"));
    }

    /** The prompt decides what is asked first, and in whose words. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "<attic>, Error: Unrecognized command found at '^' position., display version",
                "attic-fw #, Command fail. Return code -1, get system status",
                "noc@attic-fw>, Unknown command: that, show system info"
            })
    void eachFamilyIsAskedInItsOwnWords(String prompt, String no, String command)
            throws InterruptedException {
        var router = FakeRouter.withPrompt(prompt).saying(no).answering(command, LONG);

        assertEquals(List.of(command), Visitor.commands(ask(router)));
    }
}
