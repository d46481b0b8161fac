package muster.identity.domains;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name server that knows TXT records alone, and can be made a bad one. It answers by UDP only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, messages</a>
 */
final class NameServer implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int MESSAGE_BYTES_MAX = 512;
    private static final int TEXT_BYTES_MAX = 255;
    private static final int ANSWERED = 0x8580;
    private static final int TRUNCATED = 0x0200;
    private static final int SERVER_FAILED = 2;
    private static final int NO_SUCH_NAME = 3;
    private static final short TXT = 16;
    private static final short INTERNET = 1;
    private static final short NAME_OF_QUESTION = (short) 0xC00C;

    private final DatagramSocket socket;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private volatile Mood mood = Mood.HONEST;

    /** How it answers. */
    enum Mood {
        HONEST,
        SILENT,
        /** Says that it cannot say. */
        FAILING,
        /** As if it answered a question that nobody asked. */
        OTHER_NUMBER,
        /** Says that there is more, by a way that it does not have. */
        TRUNCATING,
        /** An answer whose name points at itself. */
        CIRCULAR,
        /** An answer that promises more bytes than come. */
        SHORT,
        NOISE
    }

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    static NameServer start() {
        try {
            var server = new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
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

    void publish(String name, String... texts) {
        records.put(name, List.of(texts));
    }

    void withdraw(String name) {
        records.remove(name);
    }

    void become(Mood other) {
        mood = other;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[MESSAGE_BYTES_MAX], MESSAGE_BYTES_MAX);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MESSAGE_BYTES_MAX);
                socket.receive(packet);
                var answer = moody(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (answer.length > 0) {
                    socket.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] moody(byte[] question) {
        var honest = answer(question);
        return switch (mood) {
            case HONEST -> honest;
            case SILENT -> new byte[0];
            case FAILING -> flagged(empty(honest), SERVER_FAILED);
            case OTHER_NUMBER -> {
                honest[0] ^= 1;
                yield honest;
            }
            case TRUNCATING -> flagged(honest, TRUNCATED);
            case CIRCULAR -> circular(honest);
            case SHORT -> Arrays.copyOf(honest, honest.length - 3);
            case NOISE -> {
                Arrays.fill(honest, 2, honest.length, (byte) 0xFF);
                yield honest;
            }
        };
    }

    private static byte[] flagged(byte[] message, int flags) {
        var view = ByteBuffer.wrap(message);
        view.putShort(Short.BYTES, (short) (view.getShort(Short.BYTES) | flags));
        return message;
    }

    /** Without the records. */
    private static byte[] empty(byte[] message) {
        ByteBuffer.wrap(message).putShort(6, (short) 0);
        return message;
    }

    private static byte[] circular(byte[] message) {
        for (var i = HEADER_BYTES; i + 1 < message.length; i++) {
            if (message[i] == (byte) 0xC0 && message[i + 1] == (byte) HEADER_BYTES) {
                ByteBuffer.wrap(message).putShort(i, (short) (0xC000 | i));
            }
        }
        return message;
    }

    private byte[] answer(byte[] question) {
        var end = HEADER_BYTES;
        var name = new StringJoiner(".");
        while (question[end] != 0) {
            name.add(new String(question, end + 1, question[end], StandardCharsets.US_ASCII));
            end += question[end] + 1;
        }
        var behindQuestion = end + 1 + 2 * Short.BYTES;
        var texts = records.get(name.toString().toLowerCase(Locale.ROOT));
        var answer = ByteBuffer.allocate(2 * MESSAGE_BYTES_MAX);
        answer.put(question, 0, Short.BYTES);
        answer.putShort((short) (texts == null ? ANSWERED | NO_SUCH_NAME : ANSWERED));
        answer.putShort((short) 1).putShort((short) (texts == null ? 0 : texts.size())).putInt(0);
        answer.put(question, HEADER_BYTES, behindQuestion - HEADER_BYTES);
        for (var text : texts == null ? List.<String>of() : texts) {
            answer.putShort(NAME_OF_QUESTION).putShort(TXT).putShort(INTERNET).putInt(0);
            record(answer, text.getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(answer.array(), answer.position());
    }

    /** A long text comes in parts. */
    private static void record(ByteBuffer answer, byte[] text) {
        var parts = (text.length + TEXT_BYTES_MAX - 1) / TEXT_BYTES_MAX;
        answer.putShort((short) (text.length + parts));
        for (var from = 0; from < text.length; from += TEXT_BYTES_MAX) {
            var bytes = Math.min(TEXT_BYTES_MAX, text.length - from);
            answer.put((byte) bytes).put(text, from, bytes);
        }
    }
}
