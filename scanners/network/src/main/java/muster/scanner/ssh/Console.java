package muster.scanner.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;

/**
 * A channel to a device. Nothing else opens one or writes to one, and this takes {@link Command}s
 * and {@link Key}s only: no other text can be sent, by whomever it is written.
 */
final class Console implements AutoCloseable {
    /** Wide enough that no line is broken, and long enough that few devices ask for more. */
    private static final int COLUMNS = 511;

    private static final int ROWS = 1_000;

    private final ClientChannel channel;

    private Console(ClientChannel channel) {
        this.channel = channel;
    }

    /** Opens a shell whose output goes to the inbox. */
    static Console shell(ClientSession session, Inbox inbox, Deadline deadline) throws IOException {
        var screen = new PtyChannelConfiguration();
        screen.setPtyType("vt100");
        screen.setPtyColumns(COLUMNS);
        screen.setPtyLines(ROWS);
        return open(session.createShellChannel(screen, Map.of()), inbox, deadline);
    }

    /** Runs one command in a channel of its own, which ends with the command. */
    static Console exec(ClientSession session, Command command, Inbox inbox, Deadline deadline)
            throws IOException {
        return open(session.createExecChannel(command.line()), inbox, deadline);
    }

    private static Console open(ClientChannel channel, Inbox inbox, Deadline deadline)
            throws IOException {
        channel.setRedirectErrorStream(true);
        channel.setOut(inbox);
        channel.addCloseFutureListener(_ -> inbox.close());
        try {
            channel.open().verify(deadline.left());
        } catch (IOException e) {
            channel.close(true);
            throw e;
        }
        return new Console(channel);
    }

    void type(Command command) throws IOException {
        send(command.line() + Key.ENTER.sent());
    }

    void press(Key key) throws IOException {
        send(key.sent());
    }

    private void send(String text) throws IOException {
        OutputStream in = channel.getInvertedIn();
        in.write(text.getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    /** Whether a command that ran in a channel of its own says that it went wrong. */
    boolean failed() {
        var status = channel instanceof ChannelExec ? channel.getExitStatus() : null;
        return status != null && status != 0;
    }

    @Override
    public void close() {
        channel.close(true);
    }
}
