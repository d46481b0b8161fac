package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that open a connection to the collectors' listener and never come to say hello. */
@Timeout(60)
@Tag("slow")
class HandshakesTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Patience LITTLE =
            new Patience(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, 100, 100);
    private static final int CUT_MILLIS_MAX = 20_000;

    /** A record of a handshake that announces 512 bytes. */
    private static final byte[] BEGINNING = {22, 3, 1, 2, 0, 1};

    private Listener listener;

    @BeforeEach
    void open() throws Exception {
        listener =
                Listener.openForCollectors(
                        InetAddress.getLoopbackAddress(),
                        0,
                        (_, response) -> response.send("ok"),
                        new SlowClients(LITTLE, _ -> false),
                        SSLContext.getDefault());
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void cutsWhoSaysNothing() throws IOException {
        try (var silent = connect()) {
            assertEquals(-1, ended(silent));
        }
    }

    @Test
    void cutsWhoDripsItsHello() throws Exception {
        try (var dripping = connect()) {
            dripping.getOutputStream().write(BEGINNING);
            var drops = 0;
            try {
                while (drops < 100) {
                    dripping.getOutputStream().write(1);
                    drops++;
                    Thread.sleep(100);
                }
            } catch (IOException cut) {
                return;
            }
            throw new AssertionError("it took " + drops + " drops");
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(CUT_MILLIS_MAX);
        return socket;
    }

    private static int ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }
}
