package muster.agent.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A hub that takes everything, and remembers it. */
final class YesHub implements AutoCloseable {
    /** What was asked, and what it said. */
    record Told(String verb, String body) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    YesHub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/agents/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The bodies that came with a verb, oldest first. */
    List<String> told(String verb) {
        return told.stream().filter(one -> one.verb().equals(verb)).map(Told::body).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var verb = path.substring(path.lastIndexOf('/') + 1);
        var sent = exchange.getRequestBody().readAllBytes();
        boolean packed = exchange.getRequestHeaders().containsKey("Content-Encoding");
        var body = packed ? inflated(sent) : sent;
        told.add(new Told(verb, new String(body, StandardCharsets.UTF_8)));
        var answer = answer(verb).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(verb.equals("enroll") ? 201 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static byte[] inflated(byte[] sent) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return in.readAllBytes();
        }
    }

    private String answer(String verb) {
        var certificate = FakeRoot.resource("hub.pem").replace("\n", "\\n");
        return switch (verb) {
            case "enroll" ->
                    """
                    {"agent_id": "%1$s", "endpoint": "%2$s", "certificate": "%3$s", "ca": "%3$s",
                    "hmac": {"key_id": "%1$s", "key": "%4$s="}}\
                    """
                            .formatted(UUID.randomUUID(), address(), certificate, "A".repeat(43));
            case "heartbeat" -> "{\"server_time\": \"%s\"}".formatted(Instant.now());
            default -> "{\"report_id\": \"%s\"}".formatted(UUID.randomUUID());
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
