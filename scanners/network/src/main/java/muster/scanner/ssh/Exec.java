package muster.scanner.ssh;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.client.session.ClientSession;

/** One command in a channel of its own: no prompt, no pager, no echo. */
final class Exec {
    private Exec() {}

    /** A device that runs no commands so gives an empty answer. */
    static Output ask(ClientSession session, Command command, int bytesMax, Deadline deadline)
            throws IOException, InterruptedException {
        var inbox = new Inbox(bytesMax);
        try (var console = Console.exec(session, command, inbox, deadline)) {
            var wait = inbox.await(_ -> false, Duration.ZERO, deadline);
            // The last line may have no end.
            var text = inbox.look(screen -> screen.lines() + screen.unfinished()).stripTrailing();
            boolean isFull = inbox.look(Screen::isFull);
            return new Output(
                    console.failed() ? "" : text,
                    switch (wait) {
                        case GONE, THERE -> isFull ? Output.End.CUT : Output.End.WHOLE;
                        case FLOOD -> Output.End.CUT;
                        case LATE -> Output.End.LATE;
                    },
                    session.isOpen());
        } catch (IOException e) {
            if (session.isOpen()) {
                return new Output("", Output.End.WHOLE, true);
            }
            throw e;
        }
    }
}
