package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                                .doing(" ", _ -> {})
                                .greeting("Welcome\r\nPress any key to continue")
                                .answering("show version", LONG));

        assertEquals(Outcome.UNSUPPORTED, answer.outcome());
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

    /** The prompt decides what is asked first. */
    @Test
    void eachFamilyIsAskedInItsOwnWords() throws InterruptedException {
        var vrp =
                FakeRouter.withPrompt("<attic>")
                        .saying("Error: Unrecognized command found at '^' position.")
                        .answering("display version", "Huawei Versatile Routing Platform Software");
        var fortinet =
                FakeRouter.withPrompt("attic-fw # ")
                        .saying("Unknown action 0\r\nCommand fail. Return code -1")
                        .answering("get system status", "Version: FortiGate-60F v7.2.8");
        var panos =
                FakeRouter.withPrompt("noc@attic-fw> ")
                        .saying("Unknown command: that")
                        .answering("show system info", "sw-version: 10.2.9");

        assertEquals(List.of("display version"), Visitor.commands(ask(vrp)));
        assertEquals(List.of("get system status"), Visitor.commands(ask(fortinet)));
        assertEquals(List.of("show system info"), Visitor.commands(ask(panos)));
        assertTrue(vrp.received().stream().noneMatch(line -> line.startsWith("show ")));
    }

    @Test
    void aSecretThatItPrintsIsTakenOut() throws InterruptedException {
        var answer =
                ask(
                        FakeRouter.withPrompt("attic#")
                                .answering(
                                        "show version",
                                        "snmp-server community R1ver RO\nVersion 15.2"));

        assertEquals(
                "snmp-server community (secret) RO\nVersion 15.2",
                Visitor.printed(answer, "show version"));
    }
}
