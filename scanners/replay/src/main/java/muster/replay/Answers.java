package muster.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a device says to a request. */
final class Answers {
    /** What fits into one packet of an Ethernet, headers left out. */
    private static final int MESSAGE_BYTES_MAX = 1_472;

    private static final int HEADER_BYTES = 60;
    private static final int DATAGRAM_BYTES_MAX = 65_507;
    private static final int TOO_BIG = 1;
    private static final int NO_SUCH_NAME = 2;
    private static final int NO_SUCH_INSTANCE = 0x81;
    private static final int END_OF_VIEW = 0x82;
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final int LARGEST_BYTES = 60_000;
    private static final int NONSENSE_BYTES = 200;

    private final Recording recording;
    private final Manner manner;
    private final RandomGenerator random;

    Answers(Recording recording, Manner manner, RandomGenerator random) {
        this.recording = recording;
        this.manner = manner;
        this.random = random;
    }

    byte[] to(Request request) {
        return switch (manner) {
            case HONEST, SLOW, SILENT -> honest(request);
            case LOOPING -> message(request, repeated(request, recording.encoded(0)));
            case ENDLESS -> message(request, endless(request));
            case MALFORMED -> nonsense(honest(request));
            case WRONG_TYPES -> message(request, wrongTypes(request));
            case HUGE -> message(request, huge(request));
            case HALF -> half(honest(request));
        };
    }

    private byte[] honest(Request request) {
        return switch (request.type()) {
            case Request.GET -> get(request);
            case Request.GETNEXT -> next(request, 1);
            case Request.GETBULK -> next(request, Math.max(1, request.second()));
            default -> message(request, List.of());
        };
    }

    private byte[] get(Request request) {
        var variables = new ArrayList<byte[]>();
        for (var oid : request.oids()) {
            int found = recording.find(oid);
            if (found < 0 && request.version() == 0) {
                return refusal(request, NO_SUCH_NAME, variables.size() + 1);
            }
            variables.add(found < 0 ? none(oid, NO_SUCH_INSTANCE) : recording.encoded(found));
        }
        return message(request, variables);
    }

    private byte[] next(Request request, int repetitions) {
        var variables = new ArrayList<byte[]>();
        var last = new ArrayList<>(request.oids());
        int bytes = HEADER_BYTES;
        for (int i = 0; i < repetitions; i++) {
            for (int one = 0; one < last.size(); one++) {
                int behind = recording.behind(last.get(one));
                boolean ended = behind >= recording.size();
                if (ended && request.version() == 0) {
                    return refusal(request, NO_SUCH_NAME, one + 1);
                }
                var variable = ended ? none(last.get(one), END_OF_VIEW) : recording.encoded(behind);
                bytes += variable.length;
                if (bytes > MESSAGE_BYTES_MAX
                        && request.type() == Request.GETBULK
                        && !variables.isEmpty()) {
                    return message(request, variables);
                }
                variables.add(variable);
                last.set(one, ended ? last.get(one) : recording.oid(behind));
            }
        }
        return message(request, variables);
    }

    private static byte[] none(int[] oid, int why) {
        var out = new Ber(HEADER_BYTES + oid.length * 5);
        out.header(why, 0);
        out.oid(oid);
        out.wrap(Ber.SEQUENCE, 0);
        return out.bytes();
    }

    private static List<byte[]> repeated(Request request, byte[] variable) {
        var all = new ArrayList<byte[]>();
        for (int i = 0; i < request.oids().size(); i++) {
            all.add(variable);
        }
        return all;
    }

    private static List<byte[]> endless(Request request) {
        var rows = new ArrayList<byte[]>();
        for (var oid : request.oids()) {
            var next = Arrays.copyOf(oid, oid.length + (request.oids().size() == 1 ? 0 : 1));
            next[next.length - 1]++;
            if (next.length > 100) {
                next = Arrays.copyOf(oid, oid.length);
                next[next.length - 1]++;
            }
            rows.add(text(next, new byte[] {'r', 'o', 'w'}));
        }
        return rows;
    }

    private static byte[] text(int[] oid, byte[] value) {
        var out = new Ber(HEADER_BYTES + value.length + oid.length * 5);
        out.octets(Ber.OCTETS, value);
        out.oid(oid);
        out.wrap(Ber.SEQUENCE, 0);
        return out.bytes();
    }

    private List<byte[]> wrongTypes(Request request) {
        var variables = new ArrayList<byte[]>();
        for (var oid : request.oids()) {
            int behind = recording.behind(oid);
            if (behind >= recording.size()) {
                variables.add(none(oid, END_OF_VIEW));
            } else if (behind % 2 == 0) {
                var out = new Ber(HEADER_BYTES);
                out.integer(Ber.INTEGER, random.nextInt());
                out.oid(recording.oid(behind));
                out.wrap(Ber.SEQUENCE, 0);
                variables.add(out.bytes());
            } else {
                variables.add(text(recording.oid(behind), new byte[] {0, 1, 2, (byte) 0xff}));
            }
        }
        return variables;
    }

    /** As long as a datagram can be; its length says that there is more. */
    private List<byte[]> huge(Request request) {
        var value = new byte[LARGEST_BYTES];
        Arrays.fill(value, (byte) 'A');
        int behind = request.oids().isEmpty() ? 0 : recording.behind(request.oids().getFirst());
        if (behind >= recording.size()) {
            return request.oids().stream().map(oid -> none(oid, END_OF_VIEW)).toList();
        }
        if (random.nextBoolean()) {
            return List.of(text(recording.oid(behind), value));
        }
        var out = new Ber(LARGEST_BYTES + HEADER_BYTES);
        out.put(value);
        out.header(Ber.OCTETS, TEN_MEGABYTES);
        out.oid(recording.oid(behind));
        out.header(Ber.SEQUENCE, TEN_MEGABYTES);
        return List.of(out.bytes());
    }

    private byte[] nonsense(byte[] message) {
        var bytes = message.clone();
        for (int i = 0; i < Math.max(1, bytes.length / 10); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0) {
            bytes = new byte[NONSENSE_BYTES];
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private static byte[] half(byte[] message) {
        return Arrays.copyOf(message, message.length / 2);
    }

    private static byte[] refusal(Request request, int status, int index) {
        return message(
                request,
                request.oids().stream().map(oid -> none(oid, Ber.NULL)).toList(),
                status,
                index);
    }

    private static byte[] message(Request request, List<byte[]> variables) {
        var message = message(request, variables, 0, 0);
        return message.length <= DATAGRAM_BYTES_MAX ? message : refusal(request, TOO_BIG, 0);
    }

    private static byte[] message(Request request, List<byte[]> variables, int status, int index) {
        var out = new Ber(MESSAGE_BYTES_MAX + HEADER_BYTES);
        for (int i = variables.size() - 1; i >= 0; i--) {
            out.put(variables.get(i));
        }
        out.wrap(Ber.SEQUENCE, 0);
        out.integer(Ber.INTEGER, index);
        out.integer(Ber.INTEGER, status);
        out.integer(Ber.INTEGER, request.id());
        out.wrap(Request.RESPONSE, 0);
        out.octets(Ber.OCTETS, request.community().getBytes(StandardCharsets.UTF_8));
        out.integer(Ber.INTEGER, request.version());
        out.wrap(Ber.SEQUENCE, 0);
        return out.bytes();
    }
}
