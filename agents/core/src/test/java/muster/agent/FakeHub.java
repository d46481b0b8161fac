package muster.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.ProblemType;
import muster.wire.Report;
import muster.wire.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A small hub on this machine that does what the protocol says, and misbehaves when told: it can
 * answer anything, take its time, or hang up.
 */
final class FakeHub implements AutoCloseable {
    static final String TOKEN = "mst_enroll_test";
    static final String NEW_TOKEN = "mst_enroll_next";

    /** What it does with the next request of a verb instead of what it should. */
    interface Prank {
        /** Returns null to go on as it should. */
        @Nullable Reply play(Asked asked) throws IOException;
    }

    /** A status of 0 hangs up. */
    record Reply(int status, String body, Map<String, String> headers) {
        /** As the hub refuses, of the type that goes with the status. */
        static Reply of(int status) {
            return switch (status) {
                case 410 -> of(status, ProblemType.ORGANIZATION_GONE.urn());
                case 412 -> of(status, ProblemType.SEND_FULL.urn());
                default -> of(status, "about:blank");
            };
        }

        static Reply of(int status, String type) {
            return new Reply(
                    status,
                    "{\"type\": \"%s\", \"detail\": \"because\"}".formatted(type),
                    Map.of("Content-Type", "application/problem+json"));
        }

        /** A page of whatever stands between. */
        static Reply page(int status) {
            return new Reply(
                    status,
                    "<html><body>Blocked by policy</body></html>",
                    Map.of("Content-Type", "text/html"));
        }
    }

    static final class Asked {
        private final String verb;
        private final Map<String, String> headers;
        private final byte[] body;

        Asked(String verb, Map<String, String> headers, byte[] body) {
            this.verb = verb;
            this.headers = headers;
            this.body = body;
        }

        String verb() {
            return verb;
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Json json() {
            try {
                return Json.read(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A place in the order and what came in it. */
    private record Place(UUID agent, UUID epoch, long sequence) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final List<Report> reports = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Json> notes = new CopyOnWriteArrayList<>();
    final Set<UUID> agents = new HashSet<>();
    final Map<UUID, byte[]> keys = new HashMap<>();

    private final Map<UUID, UUID> agentOfKey = new HashMap<>();
    private final Map<Place, String> places = new HashMap<>();
    private final Map<UUID, String> lists = new HashMap<>();
    private final Map<String, Deque<Prank>> pranks = new HashMap<>();
    private final TestAuthority authority = new TestAuthority();
    private final Clock clock;
    private final ServerSocket socket;
    private @Nullable UUID pending;
    volatile Duration certificateLife = Duration.ofDays(7);
    volatile boolean away;
    final AtomicInteger usesLeft = new AtomicInteger(Integer.MAX_VALUE);
    volatile String endpoint;

    FakeHub(Clock clock) {
        this.clock = clock;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        endpoint = address().toString();
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The next request of this verb is answered so. */
    void next(String verb, Prank prank) {
        synchronized (pranks) {
            pranks.computeIfAbsent(verb, _ -> new ArrayDeque<>()).add(prank);
        }
    }

    void next(String verb, int status) {
        next(verb, _ -> Reply.of(status));
    }

    /** The request is done as it should be, but nobody hears the answer. */
    void nextAnswerIsLost(String verb) {
        next(
                verb,
                asked -> {
                    reply(asked);
                    return Reply.of(0);
                });
    }

    long count(String verb) {
        return asked.stream().filter(one -> one.verb().equals(verb)).count();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            while (!away) {
                var request = FakeHttp.read(in);
                if (request.isEmpty() || away) {
                    return;
                }
                var reply = answer(request.get());
                if (reply.status() == 0) {
                    return;
                }
                connection.getOutputStream().write(FakeHttp.bytes(reply));
                connection.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // As clients do.
        }
    }

    private Reply answer(Asked request) throws IOException {
        asked.add(request);
        @Nullable Prank prank;
        synchronized (pranks) {
            prank = pranks.getOrDefault(request.verb(), new ArrayDeque<>()).poll();
        }
        var played = prank == null ? null : prank.play(request);
        return played == null ? reply(request) : played;
    }

    private synchronized Reply reply(Asked request) throws IOException {
        if (request.verb().equals("enroll")) {
            return enroll(request);
        }
        var signature = Signature.read(name -> header(request, name)).orElse(null);
        if (signature == null || !isGood(signature, request)) {
            return Reply.of(401);
        }
        var agent = Objects.requireNonNull(agentOfKey.get(signature.key()));
        if (signature.key().equals(pending)) {
            keys.keySet().removeIf(id -> agent.equals(agentOfKey.get(id)) && !id.equals(pending));
            pending = null;
        }
        return switch (request.verb()) {
            case "heartbeat" -> heartbeat(request);
            case "rotate" -> rotate(request, agent);
            default -> batch(request, agent, signature);
        };
    }

    private boolean isGood(Signature signature, Asked request) {
        var key = keys.get(signature.key());
        var path = Hub.PATH + request.verb();
        return key != null && signature.matches(key, "POST", path, request.body());
    }

    private Reply enroll(Asked request) throws IOException {
        var token = header(request, "Authorization").orElse("");
        boolean known = Set.of("Bearer " + TOKEN, "Bearer " + NEW_TOKEN).contains(token);
        if (!known || usesLeft.getAndDecrement() < 1) {
            return Reply.of(401);
        }
        var csr = TestAuthority.read(request.json().text("csr"));
        var agent = UUID.randomUUID();
        agents.add(agent);
        var key = newKey(agent);
        return json(
                201,
                Json.object(json -> {
                    json.writeStringField("agent_id", agent.toString());
                    json.writeStringField("certificate", certificate(csr));
                    json.writeStringField("ca", authority.bundle(clock.instant()));
                    json.writeStringField("endpoint", endpoint);
                    json.writeFieldName("hmac");
                    key.write(json);
                }));
    }

    private String certificate(TestAuthority.Requested csr) {
        if (!csr.signedByKey()) {
            throw new AssertionError("the request is not signed by its key");
        }
        var from = clock.instant().minus(Duration.ofHours(25));
        return authority.certificate(csr.key(), from, certificateLife.plusHours(25));
    }

    private HmacKey newKey(UUID agent) {
        var secret = new byte[Signature.KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        var key = new HmacKey(UUID.randomUUID(), Base64.getEncoder().encodeToString(secret));
        keys.put(key.id(), secret);
        agentOfKey.put(key.id(), agent);
        return key;
    }

    private Reply heartbeat(Asked request) {
        notes.addAll(request.json().objects("notes"));
        return json(
                200,
                Json.object(json -> {
                    json.writeNumberField("bundle_version", 1);
                    json.writeNumberField("wire_max", 2);
                    json.writeStringField("server_time", clock.instant().toString());
                }));
    }

    private Reply rotate(Asked request, UUID agent) throws IOException {
        var csr = request.json().textIfAny("csr").map(TestAuthority::read);
        boolean wantsKey = Boolean.TRUE.equals(request.json().fields().get("hmac"));
        var key = wantsKey ? pendingKey(agent) : null;
        return json(
                200,
                Json.object(json -> {
                    if (csr.isPresent()) {
                        json.writeStringField("certificate", certificate(csr.get()));
                    }
                    json.writeStringField("ca", authority.bundle(clock.instant()));
                    if (key != null) {
                        json.writeFieldName("hmac");
                        key.write(json);
                    }
                }));
    }

    private HmacKey pendingKey(UUID agent) {
        var id = pending == null ? newKey(agent).id() : pending;
        pending = id;
        var secret = Objects.requireNonNull(keys.get(id));
        return new HmacKey(id, Base64.getEncoder().encodeToString(secret));
    }

    private Reply batch(Asked request, UUID agent, Signature signature) throws IOException {
        var place = new Place(agent, signature.epoch(), signature.sequence());
        var digest = new String(request.body(), StandardCharsets.ISO_8859_1);
        var before = places.get(place);
        if (before != null) {
            return before.equals(digest) ? receipt(request, true) : Reply.of(409);
        }
        var content = inflated(request.body());
        if (request.verb().equals("events")) {
            events.addAll(new String(content, StandardCharsets.UTF_8).lines().toList());
        } else {
            var report = Report.decodeSigned(content);
            var change = sighting(report, Change.class);
            if (change.isPresent() && !change.get().base().equals(lists.get(agent))) {
                return Reply.of(412);
            }
            reports.add(report);
            lists.put(
                    agent,
                    change.map(Change::result)
                            .orElseGet(() ->
                                    sighting(report, Inventory.class)
                                            .orElseThrow()
                                            .softwareDigestText()));
        }
        places.put(place, digest);
        return receipt(request, false);
    }

    private static Reply receipt(Asked request, boolean duplicate) {
        return json(
                200,
                Json.object(json -> {
                    if (request.verb().equals("events")) {
                        json.writeNumberField("accepted", 1);
                    } else {
                        json.writeStringField("report_id", UUID.randomUUID().toString());
                    }
                    json.writeBooleanField("duplicate", duplicate);
                }));
    }

    static <T> Optional<T> sighting(Report report, Class<T> kind) {
        return report.sightings().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** As a hub does that was restored from before it made the key. */
    synchronized void loseTheNewKey() {
        keys.remove(pending);
        pending = null;
    }

    synchronized void forgetLists() {
        lists.clear();
    }

    private static byte[] inflated(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static Optional<String> header(Asked request, String name) {
        return Optional.ofNullable(request.headers().get(name.toLowerCase(Locale.ROOT)));
    }

    private static Reply json(int status, byte[] body) {
        return json(status, new String(body, StandardCharsets.UTF_8));
    }

    private static Reply json(int status, String body) {
        return new Reply(status, body, Map.of("Content-Type", "application/json"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
