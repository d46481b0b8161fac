package muster.scanner.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Inquiry;
import muster.wire.Evidence;

/** Listens to services that speak first: FTP, SSH, telnet, SMTP, POP, IMAP. Sends them nothing. */
public final class GreetingInquiry implements Inquiry, AutoCloseable {
    private static final Map<Integer, String> PORTS =
            new TreeMap<>(
                    Map.of(
                            21, "ftp", 22, "ssh", 23, "telnet", 25, "smtp", 110, "pop", 143,
                            "imap"));

    private static final Duration GREETING_MAX = Duration.ofSeconds(4);
    private static final int BYTES_MAX = 2 * 1024;
    private static final int CHARACTERS_MAX = 1_024;

    /** What telnet options are, which are not text (RFC 854). */
    private static final int TELNET_COMMAND = 255;

    private static final int TELNET_WILL = 251;

    /** The number, and a dash where more lines follow. */
    private static final Pattern CODE = Pattern.compile("\\A(?:220[ -]|\\+OK ?|\\* OK ?)");

    private static final Pattern SSH = Pattern.compile("\\ASSH-(?:2\\.0|1\\.99)-");

    private final Cutter cutter = new Cutter();
    private final Duration most;
    private final Map<Integer, String> ports;

    public GreetingInquiry() {
        this(GREETING_MAX, PORTS);
    }

    GreetingInquiry(Duration most, Map<Integer, String> ports) {
        this.most = most;
        this.ports = ports;
    }

    @Override
    public void close() {
        cutter.close();
    }

    @Override
    public Answer ask(Candidate candidate) {
        var evidence = new ArrayList<Evidence>();
        heardHere(candidate)
                .forEach((port, protocol) -> {
                    if (candidate.openPorts().contains(port)) {
                        var device = new InetSocketAddress(candidate.address(), port);
                        heard(device, protocol)
                                .ifPresent(text ->
                                        evidence.add(new Evidence.Banner(protocol, port, text)));
                    }
                });
        return evidence.isEmpty()
                ? Answer.none(Outcome.SILENT, "")
                : new Answer(Outcome.GREETED, evidence, "it greets whoever connects");
    }

    /** Who logs in by SSH hears its greeting on that connection: a second one would be logged. */
    private Map<Integer, String> heardHere(Candidate candidate) {
        var here = new TreeMap<>(ports);
        int sshPort = candidate.site().sshPort();
        if (candidate.credentials(Credential.Ssh.class).isEmpty()) {
            here.putIfAbsent(sshPort, "ssh");
        } else {
            here.remove(sshPort);
        }
        return here;
    }

    private Optional<String> heard(InetSocketAddress device, String protocol) {
        var bytes = new ByteArrayOutputStream();
        try (var socket = new Socket();
                var _ = cutter.after(most, socket)) {
            socket.connect(device, Math.toIntExact(most.toMillis()));
            var in = socket.getInputStream();
            for (int c = in.read(); c >= 0 && bytes.size() < BYTES_MAX; c = in.read()) {
                bytes.write(c);
                if (c == '\n' && !isTelnet(protocol)) {
                    break;
                }
            }
        } catch (IOException e) {
            // What it said until it was cut is its greeting.
        }
        var said = isTelnet(protocol) ? withoutOptions(bytes.toByteArray()) : bytes.toByteArray();
        var text = Shown.text(said).strip();
        var words = SSH.matcher(CODE.matcher(text).replaceFirst("")).replaceFirst("");
        var line = Shown.line(words);
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(line.substring(0, Math.min(CHARACTERS_MAX, line.length())));
    }

    private static boolean isTelnet(String protocol) {
        return protocol.equals("telnet");
    }

    private static byte[] withoutOptions(byte[] bytes) {
        var text = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            if ((bytes[i] & 0xff) != TELNET_COMMAND) {
                text.write(bytes[i]);
            } else if (i + 1 < bytes.length && (bytes[i + 1] & 0xff) >= TELNET_WILL) {
                i += 2;
            } else {
                i += 1;
            }
        }
        return text.toByteArray();
    }
}
