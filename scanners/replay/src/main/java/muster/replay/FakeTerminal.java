package muster.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A channel of a {@link FakeRouter}: a shell, or one command. */
public final class FakeTerminal implements Command {
    private final FakeRouter router;
    private final @Nullable String command;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;
    private @Nullable ChannelSession channel;
    private @Nullable Thread thread;

    FakeTerminal(FakeRouter router, @Nullable String command) {
        this.router = router;
        this.command = command;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {}

    @Override
    public void setExitCallback(ExitCallback exit) {
        this.exit = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        this.channel = channel;
        thread = Thread.ofVirtual().start(this::run);
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            if (command != null) {
                router.receive(command);
                router.deed(command).answer(this);
            } else {
                converse();
            }
            if (exit != null) {
                exit.onExit(0);
            }
        } catch (IOException | InterruptedException e) {
            // Who hung up hears no more.
        }
    }

    private void converse() throws IOException, InterruptedException {
        print(router.greeting() + router.key());
        if (!router.key().isEmpty()) {
            router.receive("key " + in.read());
        }
        print("\r\n" + router.prompt());
        for (var line = line(); line != null; line = line()) {
            router.receive(line);
            router.deed(line).answer(this);
            print(router.prompt());
        }
    }

    private @Nullable String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\r' || c == '\n') {
                print("\r\n");
                return line.toString();
            }
            line.append((char) c);
            if (router.echoes()) {
                print(String.valueOf((char) c));
            }
        }
        return null;
    }

    /** Sends it as it is. */
    public void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    public void print(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Prints lines as the router's pager does. */
    public void page(String text) throws IOException {
        var pager = router.pager();
        int printed = 0;
        for (var line : text.lines().toList()) {
            if (command == null && printed == pager.lines()) {
                print(pager.question());
                router.receive("key " + in.read());
                print(pager.wipe());
                printed = 0;
            }
            print(line + "\r\n");
            printed++;
        }
    }

    /** Ends the whole connection, without a word. */
    public void drop() {
        if (channel != null) {
            channel.getSession().close(true);
        }
    }
}
