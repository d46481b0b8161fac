package muster.e2e.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much replayed devices answer at most, to clients that ask for one name again and again. */
record Ceiling(List<String> devices, int port, String community) {
    private static final int CLIENTS = 16;
    private static final int ANSWER_MILLIS_MAX = 1_000;
    private static final int ANSWER_BYTES_MAX = 2_048;
    private static final Duration TIME = Duration.ofSeconds(3);

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int OID = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int GET = 0xa0;
    private static final byte[] SYS_NAME = {0x2b, 6, 1, 2, 1, 1, 5, 0};
    private static final byte[] NULL = {5, 0};

    Figure figure() throws Exception {
        long begin = System.nanoTime();
        long end = begin + TIME.toNanos();
        long answers = 0;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Future<Long>>();
            for (var device : devices.subList(0, CLIENTS)) {
                asking.add(clients.submit(() -> answered(device, end)));
            }
            for (var client : asking) {
                answers += client.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return Figure.of("responder-ceiling", answers / seconds, "answers/s");
    }

    private long answered(String device, long end) throws IOException {
        long answers = 0;
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            while (System.nanoTime() < end) {
                answers += ask(socket, device);
            }
        }
        return answers;
    }

    private int ask(DatagramSocket socket, String device) throws IOException {
        var request = request();
        socket.send(
                new DatagramPacket(request, request.length, InetAddress.ofLiteral(device), port));
        try {
            socket.receive(new DatagramPacket(new byte[ANSWER_BYTES_MAX], ANSWER_BYTES_MAX));
            return 1;
        } catch (SocketTimeoutException lost) {
            return 0;
        }
    }

    /** GET sysName.0 of version 2c, as its octets are: RFC 3416. */
    private byte[] request() {
        var variables = tagged(SEQUENCE, tagged(SEQUENCE, tagged(OID, SYS_NAME), NULL));
        return tagged(
                SEQUENCE,
                number(1),
                tagged(OCTETS, community.getBytes(StandardCharsets.US_ASCII)),
                tagged(GET, number(7), number(0), number(0), variables));
    }

    private static byte[] number(int small) {
        return tagged(INTEGER, new byte[] {(byte) small});
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        var inside = new ByteArrayOutputStream();
        for (var part : parts) {
            inside.writeBytes(part);
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        bytes.write(inside.size());
        bytes.writeBytes(inside.toByteArray());
        return bytes.toByteArray();
    }
}
