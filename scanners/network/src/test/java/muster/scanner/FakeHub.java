package muster.scanner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Target;

/** As much of a hub as a scanner needs to tell what it saw; it refuses what it is told to. */
final class FakeHub implements AutoCloseable {
    private static final String VERBS = "/api/v1/agents/";

    private final String certificate;
    private final HttpServer server;
    private final List<Report> reports = new CopyOnWriteArrayList<>();

    /** What it answers to a report: 200, or a refusal. */
    private volatile Refusing refusing = _ -> 200;

    interface Refusing {
        int status(Report report);
    }

    /**
     * Listens at once.
     *
     * @param certificate any, in PEM
     */
    FakeHub(String certificate) {
        this.certificate = certificate;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(VERBS, this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void refuse(Refusing refusing) {
        this.refusing = refusing;
    }

    List<Report> reports() {
        return reports;
    }

    static Scan scan(Report report) {
        return (Scan) report.sightings().getFirst();
    }

    static List<String> addresses(Report report) {
        return report.sightings().stream()
                .filter(Target.class::isInstance)
                .map(one -> ((Target) one).address().text())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath().substring(VERBS.length())) {
                case "enroll" -> send(exchange, 201, enrolled());
                case "heartbeat" ->
                        send(
                                exchange,
                                200,
                                "{\"bundle_version\":1,\"wire_max\":3,\"server_time\":\"%s\"}"
                                        .formatted(Instant.now()));
                case "inventory" -> take(exchange, body);
                default -> send(exchange, 503, "{}");
            }
        }
    }

    private String enrolled() {
        return """
        {"agent_id":"%s","organization":"acme","certificate":"%s","ca":"%s","endpoint":"%s",
         "hmac":{"key_id":"%s","key":"%s"}}\
        """
                .formatted(
                        UUID.randomUUID(),
                        certificate.replace("\n", "\\n"),
                        certificate.replace("\n", "\\n"),
                        address(),
                        UUID.randomUUID(),
                        Base64.getEncoder().encodeToString(new byte[32]));
    }

    private void take(HttpExchange exchange, byte[] body) throws IOException {
        Report report;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            report = Report.decodeSigned(in.readAllBytes());
        }
        int status = refusing.status(report);
        if (status == 200) {
            reports.add(report);
        }
        send(exchange, status, "{\"report_id\":\"%s\"}".formatted(UUID.randomUUID()));
    }

    private static void send(HttpExchange exchange, int status, String good) throws IOException {
        boolean isGood = status < 300;
        var text = isGood ? good : "{\"type\":\"about:blank\",\"detail\":\"because\"}";
        var type = isGood ? "application/json" : "application/problem+json";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
