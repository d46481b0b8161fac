package muster.scanner.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import muster.scanner.ssh.Inbox.Wait;
import org.apache.sshd.client.session.ClientSession;

/** A conversation at a prompt, which is learnt before anything is asked. */
final class Shell implements AutoCloseable {
    /** Half a prompt is not followed by the other half after so long. */
    private static final Duration QUIET_AT_LOGIN = Duration.ofMillis(250);

    /** A prompt that is known needs no longer look. */
    private static final Duration QUIET = Duration.ofMillis(40);

    private static final int PAGES_MAX = 5_000;
    private static final int GREETING_BYTES_MAX = 64 * 1024;
    private static final int PROMPTS_SEEN_MAX = 4;
    private static final int SHOWN_CHARACTERS_MAX = 60;

    private static final Pattern PROMPT = Pattern.compile("\\S.{0,160}[>#$%\\]]|[>#$%]");

    private final Console console;
    private final Inbox inbox;
    private final String prompt;

    /** What the device prints above each prompt, such as {@code {master:0}}. */
    private final List<String> preamble;

    /** No prompt that one could wait for. */
    static final class NoPrompt extends Exception {
        private NoPrompt(String why) {
            super(why);
        }
    }

    private Shell(Console console, Inbox inbox, String prompt, List<String> preamble) {
        this.console = console;
        this.inbox = inbox;
        this.prompt = prompt;
        this.preamble = preamble;
    }

    /** Opens one and waits for its prompt. */
    static Shell open(ClientSession session, Deadline deadline)
            throws IOException, InterruptedException, NoPrompt {
        var inbox = new Inbox(GREETING_BYTES_MAX);
        var console = Console.shell(session, inbox, deadline);
        try {
            return atPrompt(console, inbox, deadline);
        } catch (IOException | InterruptedException | NoPrompt | RuntimeException e) {
            console.close();
            throw e;
        }
    }

    /** A prompt is what Enter makes a device print twice. */
    private static Shell atPrompt(Console console, Inbox inbox, Deadline deadline)
            throws IOException, InterruptedException, NoPrompt {
        var here = turn(console, inbox, Shell::looksLikePrompt, QUIET_AT_LOGIN, deadline);
        var last = here == Wait.THERE ? unfinished(inbox) : "";
        for (int seen = 0; seen < PROMPTS_SEEN_MAX && here == Wait.THERE; seen++) {
            inbox.clear(GREETING_BYTES_MAX);
            console.press(Key.ENTER);
            here = turn(console, inbox, Shell::looksLikeNextPrompt, QUIET_AT_LOGIN, deadline);
            if (here == Wait.THERE && unfinished(inbox).equals(last)) {
                var above = inbox.look(Screen::lines).lines().filter(line -> !line.isBlank());
                return new Shell(console, inbox, last, above.toList());
            }
            last = unfinished(inbox);
        }
        throw new NoPrompt(
                switch (here) {
                    case GONE -> "it ended the shell before any prompt";
                    case FLOOD ->
                            "it printed more than %,d bytes and no prompt"
                                    .formatted(GREETING_BYTES_MAX);
                    case THERE, LATE ->
                            "no prompt was recognised; its last line was \"%s\""
                                    .formatted(shown(inbox.look(Screen::unfinished).strip()));
                });
    }

    private static boolean looksLikePrompt(Screen screen) {
        return PROMPT.matcher(screen.question().strip()).matches();
    }

    private static boolean looksLikeNextPrompt(Screen screen) {
        return screen.lineCount() > 0 && looksLikePrompt(screen);
    }

    private static String unfinished(Inbox inbox) {
        return inbox.look(Screen::question).strip();
    }

    private static String shown(String line) {
        return line.substring(0, Math.min(SHOWN_CHARACTERS_MAX, line.length()));
    }

    /** Without the blanks around it. */
    String prompt() {
        return prompt;
    }

    /** Types a command, turns the pages, and waits for the prompt. */
    Output ask(Command command, int bytesMax, Deadline deadline)
            throws IOException, InterruptedException {
        inbox.clear(bytesMax);
        console.type(command);
        var end = turn(console, inbox, this::isAtPrompt, QUIET, deadline);
        boolean isFull = inbox.look(Screen::isFull);
        return new Output(
                answer(command, inbox.look(Screen::lines)),
                switch (end) {
                    case THERE -> isFull ? Output.End.CUT : Output.End.WHOLE;
                    case FLOOD -> Output.End.CUT;
                    case LATE -> Output.End.LATE;
                    case GONE -> Output.End.GONE;
                },
                end == Wait.THERE);
    }

    private boolean isAtPrompt(Screen screen) {
        return screen.lineCount() > 0 && screen.question().strip().equals(prompt);
    }

    /** Waits for it; who asks for a key on the way gets one. */
    private static Wait turn(
            Console console,
            Inbox inbox,
            Predicate<Screen> wanted,
            Duration quiet,
            Deadline deadline)
            throws IOException, InterruptedException {
        for (int page = 0; page < PAGES_MAX; page++) {
            var wait =
                    inbox.await(
                            screen -> Pager.asks(screen.question()) || wanted.test(screen),
                            quiet,
                            deadline);
            if (wait != Wait.THERE || !Pager.asks(inbox.look(Screen::question))) {
                return wait;
            }
            inbox.forgetLine();
            console.press(Key.SPACE);
        }
        return Wait.FLOOD;
    }

    private String answer(Command command, String text) {
        var lines = text.lines().toList();
        int from = 0;
        int to = lines.size();
        // A device may print its prompt again before the echo.
        if (to > 0 && lines.getFirst().stripTrailing().endsWith(command.line())) {
            from = 1;
        }
        for (int i = preamble.size() - 1; i >= 0; i--) {
            while (to > from && lines.get(to - 1).isBlank()) {
                to--;
            }
            if (to > from && lines.get(to - 1).equals(preamble.get(i))) {
                to--;
            }
        }
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        return String.join("\n", lines.subList(from, to)).stripTrailing();
    }

    @Override
    public void close() {
        console.close();
    }
}
