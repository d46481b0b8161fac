package muster.scanner.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Searches of SSDP, sent to each device itself (UPnP Device Architecture 1.1, 1.3.2). One socket is
 * for all: most addresses never answer, and each would hold one of its own for as long as that is
 * waited for.
 */
final class Ssdp implements AutoCloseable {
    private static final int DATAGRAM_BYTES_MAX = 4 * 1024;
    private static final int RECEIVE_BYTES = 256 * 1024;

    private static final Pattern HEADER =
            Pattern.compile("(?im)^(location|server):[ \\t]{0,9}+([^\\r\\n]{1,500})");

    private final DatagramSocket socket;
    private final int port;
    private final Duration answerMax;
    private final Map<InetAddress, CompletableFuture<Found>> waiting = new ConcurrentHashMap<>();

    /** What an answer says. */
    record Found(Optional<String> server, Optional<String> location) {
        private static Found of(String answer) {
            Optional<String> server = Optional.empty();
            Optional<String> location = Optional.empty();
            var header = HEADER.matcher(answer);
            while (header.find()) {
                var value = Optional.of(header.group(2).strip());
                if (header.group(1).equalsIgnoreCase("server")) {
                    server = value;
                } else {
                    location = value;
                }
            }
            return new Found(server, location);
        }
    }

    /**
     * Opens the socket.
     *
     * @param port on which devices hear searches
     */
    Ssdp(int port, Duration answerMax) {
        this.port = port;
        this.answerMax = answerMax;
        try {
            socket = new DatagramSocket();
            socket.setReceiveBufferSize(RECEIVE_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("ssdp").start(this::receive);
    }

    /** What a device answers; empty where it does not in time. */
    Optional<Found> search(InetAddress device) throws IOException, InterruptedException {
        var answer = new CompletableFuture<Found>();
        waiting.put(device, answer);
        try {
            send(new InetSocketAddress(device, port), device.getHostAddress());
            return Optional.of(answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            return Optional.empty();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } finally {
            waiting.remove(device, answer);
        }
    }

    private void send(SocketAddress to, String host) throws IOException {
        var search =
                "M-SEARCH * HTTP/1.1\r\nHOST: %s:%d\r\nMAN: \"ssdp:discover\"\r\nST: upnp:rootdevice\r\n\r\n"
                        .formatted(host, port)
                        .getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(search, search.length, to));
    }

    /** Devices may answer from any port, but from nobody else's address. */
    private void receive() {
        var packet = new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
        while (!socket.isClosed()) {
            try {
                packet.setLength(DATAGRAM_BYTES_MAX);
                socket.receive(packet);
            } catch (IOException closed) {
                // Or what a device that is not there had sent back.
                continue;
            }
            var answer = waiting.get(packet.getAddress());
            if (answer != null) {
                answer.complete(Found.of(text(packet)));
            }
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        socket.close();
    }
}
