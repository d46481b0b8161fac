package muster.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a collector reaches its hub.
 *
 * @param address without path
 * @param plainAllowed whether http may go beyond this machine
 * @param proxy null where there is none between
 * @param patience for a connection, and for each piece of an answer; all of an exchange gets
 *     {@value #PATIENCES} of it
 */
public record Hub(
        URI address,
        Trust trust,
        boolean plainAllowed,
        @Nullable InetSocketAddress proxy,
        Duration patience) {
    static final int ANSWER_BYTES_MAX = 64 * 1024;
    static final String PATH = "/api/v1/agents/";
    private static final int PATIENCES = 4;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|\\[::1]");

    /** An address to which nothing may be sent. */
    public static final class Refused extends IOException {
        private Refused(String message) {
            super(message);
        }
    }

    /**
     * One of the hub's listeners and how it is spoken with; kept, so that connections are too.
     *
     * @param sockets null where it speaks plain http
     */
    record Way(URI base, @Nullable SSLSocketFactory sockets) {}

    /**
     * The way to a listener.
     *
     * @param identity whose authorities are believed, null before enrolling
     * @param showing whether the identity's certificate is shown
     * @throws Refused the address is not one to send to
     */
    Way way(URI base, @Nullable Identity identity, boolean showing) throws IOException {
        var scheme = lower(base.getScheme());
        var host = lower(base.getHost());
        boolean plain = scheme.equals("http") && (plainAllowed || LOOPBACK.matcher(host).matches());
        if (host.isEmpty() || !(plain || scheme.equals("https"))) {
            // Passwords and inventories go in the clear to nobody but this machine, unless told.
            throw new Refused(
                    "\"%s\": expected an https address, http only for this machine"
                            .formatted(base));
        }
        return new Way(base, plain ? null : trust.sockets(identity, showing));
    }

    /**
     * Looks whether the hub is there, without saying who looks.
     *
     * @throws IOException it is not; the message says why for people
     */
    public void look() throws IOException {
        var answer = post(way(address, null, false), Heartbeat.VERB, Map.of(), new byte[0]);
        if (answer.meaning() == Answer.Meaning.ELSEWHERE) {
            throw new IOException(answer.why());
        }
    }

    /**
     * Posts bytes and waits for the answer.
     *
     * @throws IOException there was no answer; the message says why for people
     */
    Answer post(Way way, String verb, Map<String, String> headers, byte[] sent) throws IOException {
        var connection = connection(way, verb);
        try (var limit = new TimeLimit(patience.multipliedBy(PATIENCES), connection::disconnect)) {
            try {
                send(connection, headers, sent);
                return answer(connection, verb, limit);
            } catch (IOException e) {
                connection.disconnect();
                limit.check();
                throw e;
            }
        } catch (SSLException e) {
            throw new IOException(trust.why(e), e);
        } catch (ConnectException | UnknownHostException e) {
            var first =
                    proxy == null
                            ? way.base().getAuthority()
                            : "the proxy " + proxy.getHostString() + ":" + proxy.getPort();
            throw new IOException("%s is not there: %s".formatted(first, e.getMessage()), e);
        }
    }

    private void send(HttpURLConnection connection, Map<String, String> headers, byte[] sent)
            throws IOException {
        connection.setRequestMethod("POST");
        connection.setConnectTimeout(Math.toIntExact(patience.toMillis()));
        connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        // Otherwise the platform sends a request again by itself when its answer was lost.
        connection.setFixedLengthStreamingMode(sent.length);
        headers.forEach(connection::setRequestProperty);
        try (var out = connection.getOutputStream()) {
            out.write(sent);
        }
    }

    private HttpURLConnection connection(Way way, String verb) throws IOException {
        var url = way.base().resolve(PATH + verb).toURL();
        var through = proxy == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, proxy);
        var connection = (HttpURLConnection) url.openConnection(through);
        if (connection instanceof HttpsURLConnection secured && way.sockets() != null) {
            secured.setSSLSocketFactory(way.sockets());
        }
        return connection;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static Answer answer(HttpURLConnection connection, String verb, TimeLimit limit)
            throws IOException {
        int status;
        String body;
        try {
            status = connection.getResponseCode();
            boolean good = status < 400;
            body = body(good ? connection.getInputStream() : connection.getErrorStream(), limit);
        } catch (HttpRetryException e) {
            // What the platform makes of 401 where it may not send the body again.
            status = e.responseCode();
            body = "";
        }
        if (status < 0) {
            throw new IOException("what answered does not speak HTTP");
        }
        var retryAfter = connection.getHeaderField("Retry-After");
        return Answer.to(
                verb,
                status,
                connection.getHeaderField("Content-Type"),
                body,
                retryAfter != null && SECONDS.matcher(retryAfter).matches()
                        ? Duration.ofSeconds(Long.parseLong(retryAfter))
                        : null);
    }

    private static String body(@Nullable InputStream stream, TimeLimit limit) throws IOException {
        if (stream == null) {
            return "";
        }
        var body = new byte[ANSWER_BYTES_MAX];
        int length = 0;
        try (stream) {
            for (int read = 0; read >= 0 && length < body.length; length += Math.max(read, 0)) {
                limit.check();
                read = stream.read(body, length, body.length - length);
            }
        }
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }
}
