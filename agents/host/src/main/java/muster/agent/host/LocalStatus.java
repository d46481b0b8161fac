package muster.agent.host;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the agent that runs on this machine how it is doing. */
final class LocalStatus {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int ANSWER_BYTES_MAX = 256 * 1024;

    private final Path state;
    private final String portFile;

    LocalStatus(Path state, String portFile) {
        this.state = state;
        this.portFile = portFile;
    }

    /** Prints it; returns 0 where the agent runs, else 1. */
    int print(PrintStream out) {
        try {
            out.print(ask(Integer.parseInt(Files.readString(state.resolve(portFile)).strip())));
            return Agent.DONE;
        } catch (IOException | NumberFormatException e) {
            boolean enrolled = Files.exists(state.resolve("identity.json"));
            out.println(
                    "The agent does not run. " + (enrolled ? "It is" : "It is not") + " enrolled.");
            return Agent.FAILED;
        }
    }

    private static String ask(int port) throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (var socket = new Socket(loopback, port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var request = "GET /status.txt HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new String(
                            socket.getInputStream().readNBytes(ANSWER_BYTES_MAX),
                            StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            if (!answer.startsWith("HTTP/1.1 200 ") || body < 0) {
                throw new IOException("another program answers at port " + port);
            }
            return answer.substring(body + 4);
        }
    }
}
