package muster.e2e.idp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name server of one's own, which knows TXT records alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, messages</a>
 */
final class Txt implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int MESSAGE_BYTES_MAX = 512;
    private static final short ANSWERED = (short) 0x8580;
    private static final short NO_SUCH_NAME = (short) 0x8583;
    private static final short TXT = 16;
    private static final short INTERNET = 1;
    private static final short NAME_OF_QUESTION = (short) 0xC00C;

    private final DatagramSocket socket;
    private final Map<String, String> records = new ConcurrentHashMap<>();

    private Txt(DatagramSocket socket) {
        this.socket = socket;
    }

    static Txt start() {
        try {
            var server = new Txt(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("names").start(server::serve);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the hub's setting has it. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    void publish(String name, String text) {
        records.put(name.toLowerCase(Locale.ROOT), text);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[MESSAGE_BYTES_MAX], MESSAGE_BYTES_MAX);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] question) {
        int end = HEADER_BYTES;
        var name = new StringJoiner(".");
        while (question[end] != 0) {
            int letters = question[end];
            name.add(new String(question, end + 1, letters, StandardCharsets.US_ASCII));
            end += letters + 1;
        }
        int behindQuestion = end + 1 + 2 * Short.BYTES;
        var text = records.get(name.toString().toLowerCase(Locale.ROOT));
        var answer = ByteBuffer.allocate(MESSAGE_BYTES_MAX);
        answer.put(question, 0, Short.BYTES).putShort(text == null ? NO_SUCH_NAME : ANSWERED);
        answer.putShort((short) 1).putShort((short) (text == null ? 0 : 1)).putInt(0);
        answer.put(question, HEADER_BYTES, behindQuestion - HEADER_BYTES);
        if (text != null) {
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            answer.putShort(NAME_OF_QUESTION).putShort(TXT).putShort(INTERNET).putInt(0);
            answer.putShort((short) (bytes.length + 1)).put((byte) bytes.length).put(bytes);
        }
        return Arrays.copyOf(answer.array(), answer.position());
    }
}
