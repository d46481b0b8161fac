package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub asks for others, and what it does not. */
class OutboundTest {
    private static final Outbound HERE = new Outbound(new Reach(true, Set.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fc00::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:db8::1"
            })
    void addressesOfNoInternetHostAreNotAsked(String literal) {
        var address = InetAddress.ofLiteral(literal);
        var reach = new Reach(false, Set.of(), _ -> new InetAddress[] {address});

        assertThrows(
                Outbound.Unreachable.class,
                () -> reach.admitted(URI.create("https://idp.acme.example/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2606:4700::1111"})
    void addressesOfTheInternetAre(String literal) throws IOException {
        var address = InetAddress.ofLiteral(literal);
        var reach = new Reach(false, Set.of(), _ -> new InetAddress[] {address});

        assertEquals(address, reach.admitted(URI.create("https://idp.acme.example/")));
    }

    @Test
    void oneClosedAddressAmongOpenOnesIsEnoughToRefuse() {
        var both =
                new InetAddress[] {
                    InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("127.0.0.1")
                };
        var reach = new Reach(false, Set.of(), _ -> both);

        assertThrows(
                Outbound.Unreachable.class,
                () -> reach.admitted(URI.create("https://idp.acme.example/")));
    }

    @Test
    void aNameIsLookedUpOnce() throws IOException {
        var asked = new AtomicInteger();
        var open = InetAddress.ofLiteral("8.8.8.8");
        var reach =
                new Reach(
                        false,
                        Set.of(),
                        _ ->
                                asked.incrementAndGet() == 1
                                        ? new InetAddress[] {open}
                                        : new InetAddress[] {InetAddress.getLoopbackAddress()});

        assertEquals(open, reach.admitted(URI.create("https://rebinding.example/")));
        assertEquals(1, asked.get());
    }

    @Test
    void aHostThatTheInstallationNamesMayBePrivate() throws IOException {
        var inside = InetAddress.ofLiteral("10.0.0.7");
        var reach = new Reach(false, Set.of("idp.corp.example"), _ -> new InetAddress[] {inside});

        assertEquals(inside, reach.admitted(URI.create("https://IDP.corp.example/")));
        assertThrows(
                Outbound.Unreachable.class,
                () -> reach.admitted(URI.create("https://db.corp.example/")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.acme.example/",
                "ftp://idp.acme.example/",
                "file:///etc/passwd",
                "https://user@idp.acme.example/",
                "https:///nothing"
            })
    void onlyHttpsIsAsked(String uri) {
        var open = InetAddress.ofLiteral("8.8.8.8");
        var reach = new Reach(false, Set.of(), _ -> new InetAddress[] {open});

        assertThrows(Outbound.Unreachable.class, () -> reach.admitted(URI.create(uri)));
    }

    @Test
    void plainHttpIsForThisComputerAndItsDeveloper() throws IOException {
        var loopback = URI.create("http://127.0.0.1:1/");
        new Reach(true, Set.of()).admitted(loopback);

        assertThrows(
                Outbound.Unreachable.class, () -> new Reach(false, Set.of()).admitted(loopback));
        assertThrows(
                Outbound.Unreachable.class,
                () -> new Reach(true, Set.of()).admitted(URI.create("http://8.8.8.8/")));
    }

    @Test
    void answersInChunksAreJoined() throws IOException {
        var answer =
                answered(
                        """
                        HTTP/1.1 200 OK\r
                        Transfer-Encoding: chunked\r
                        X-A: b\r
                        \r
                        4\r
                        Must\r
                        2;x=y\r
                        er\r
                        0\r
                        \r
                        """);

        assertEquals("Muster", answer.body());
        assertEquals("b", answer.headers().get("x-a"));
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws IOException {
        var answer =
                answered(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n");

        assertEquals(302, answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc"
            })
    void whatIsNoWholeAnswerIsNone(String bytes) {
        assertThrows(Outbound.Unreachable.class, () -> answered(bytes));
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        var endless = "HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(Outbound.BYTES_MAX);

        var cut = assertThrows(Outbound.Unreachable.class, () -> answered(endless));

        assertTrue(String.valueOf(cut.getMessage()).contains("more than"), cut::getMessage);
    }

    @Test
    void anAnswerThatDripsIsCutOff() throws IOException {
        var impatient = new Outbound(new Reach(true, Set.of()), Duration.ofMillis(300));
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = server.accept()) {
                            while (true) {
                                socket.getOutputStream().write('a');
                                Thread.sleep(20);
                            }
                        } catch (IOException | InterruptedException _) {
                            // The other side has had enough.
                        }
                    });

            assertThrows(Outbound.Unreachable.class, () -> impatient.send(get(server)));
        }
    }

    @Test
    void aHeaderNeverBecomesTwo() {
        var split =
                new Outbound.Message(
                        "GET",
                        URI.create("http://127.0.0.1:1/"),
                        Map.of("Accept", "a\r\nX-Evil: b"),
                        "");
        assertThrows(Exception.class, () -> HERE.send(split));
    }

    private static Outbound.Answer answered(String bytes) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = server.accept()) {
                            socket.getInputStream().read(new byte[1_000]);
                            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
                        } catch (IOException _) {
                            // The other side has had enough.
                        }
                    });
            return HERE.send(get(server));
        }
    }

    private static Outbound.Message get(ServerSocket server) {
        return Outbound.Message.get(
                URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), "text/plain");
    }
}
