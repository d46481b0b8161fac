package muster.agent;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final FakeIntake intake = new FakeIntake();
    final List<Report> reports = intake.reports;
    final List<String> events = intake.events;
    final List<Json> notes = new CopyOnWriteArrayList<>();
    final Set<UUID> agents = new HashSet<>();
    final Map<UUID, byte[]> keys = new HashMap<>();

    private final Map<UUID, UUID> agentOfKey = new HashMap<>();
    private final Map<String, Deque<Prank>> pranks = new HashMap<>();
    private final Map<String, Prank> habits = new HashMap<>();
    private final TestAuthority authority = new TestAuthority();
    private final Clock clock;
    final FakeListener listener;
    private @Nullable FakeListener demanding;
    private @Nullable UUID pending;
    volatile Duration certificateLife = Duration.ofDays(7);
    volatile boolean away;

    /** Whether only those may speak who show a certificate, as a hub does for batches. */
    volatile boolean demandsCertificates;

    final AtomicInteger forbidden = new AtomicInteger();
    final AtomicInteger usesLeft = new AtomicInteger(Integer.MAX_VALUE);
    volatile String endpoint;
    volatile String organization = "acme";

    FakeHub(Clock clock) {
        this.clock = clock;
        listener = FakeListener.plain(this::answer);
        endpoint = address().toString();
    }

    /** One that shows a certificate by its own authority, and demands one at its endpoint. */
    private FakeHub(Clock clock, Instant now) {
        this.clock = clock;
        var context = authority.context(now);
        listener = FakeListener.secured(context, false, this::answer);
        demanding = FakeListener.secured(context, true, this::answer);
        endpoint = demanding.address().toString();
    }

    static FakeHub secured(Clock clock) {
        return new FakeHub(clock, clock.instant());
    }

    URI address() {
        return listener.address();
    }

    /** What to believe to believe this hub. */
    String ca() {
        return authority.bundle(clock.instant());
    }

    /** The next request of this verb is answered so. */
    void next(String verb, Prank prank) {
        synchronized (pranks) {
            pranks.computeIfAbsent(verb, _ -> new ArrayDeque<>()).add(prank);
        }
    }

    /** Every request of this verb is answered so, unless the next one is answered otherwise. */
    void always(String verb, Prank prank) {
        synchronized (pranks) {
            habits.put(verb, prank);
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
                    return Reply.HANG_UP;
                });
    }

    long count(String verb) {
        return asked.stream().filter(one -> one.verb().equals(verb)).count();
    }

    private Reply answer(Asked request) throws IOException {
        if (away) {
            return Reply.HANG_UP;
        }
        asked.add(request);
        @Nullable Prank prank;
        synchronized (pranks) {
            var next = pranks.getOrDefault(request.verb(), new ArrayDeque<>()).poll();
            prank = next == null ? habits.get(request.verb()) : next;
        }
        var played = prank == null ? null : prank.play(request);
        return played == null ? reply(request) : played;
    }

    private synchronized Reply reply(Asked request) throws IOException {
        if (request.verb().equals("enroll")) {
            return enroll(request);
        }
        var signature = Signature.read(request::header).orElse(null);
        if (signature == null || !isGood(signature, request)) {
            return Reply.of(401);
        }
        var agent = Objects.requireNonNull(agentOfKey.get(signature.key()));
        if (signature.key().equals(pending)) {
            keys.keySet().removeIf(id -> agent.equals(agentOfKey.get(id)) && !id.equals(pending));
            pending = null;
        }
        if (demandsCertificates && request.shown == null && !request.verb().equals("rotate")) {
            forbidden.incrementAndGet();
            return Reply.of(403, ProblemType.CERTIFICATE_REQUIRED.urn());
        }
        return switch (request.verb()) {
            case "heartbeat" -> heartbeat(request);
            case "rotate" -> rotate(request, agent);
            default -> intake.batch(request, agent, signature);
        };
    }

    private boolean isGood(Signature signature, Asked request) {
        var key = keys.get(signature.key());
        var path = Hub.PATH + request.verb();
        return key != null && signature.matches(key, "POST", path, request.body());
    }

    private Reply enroll(Asked request) throws IOException {
        var token = request.header("Authorization").orElse("");
        boolean known = Set.of("Bearer " + TOKEN, "Bearer " + NEW_TOKEN).contains(token);
        if (!known || usesLeft.getAndDecrement() < 1) {
            return Reply.of(401);
        }
        var csr = TestAuthority.read(request.json().text("csr"));
        var agent = UUID.randomUUID();
        agents.add(agent);
        var key = newKey(agent);
        return Reply.json(
                201,
                Json.object(json -> {
                    json.writeStringField("agent_id", agent.toString());
                    json.writeStringField("organization", organization);
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
        return Reply.json(
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
        return Reply.json(
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

    /** As a hub does that was restored from before it made the key. */
    synchronized void loseTheNewKey() {
        keys.remove(pending);
        pending = null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (demanding != null) {
            demanding.close();
        }
    }
}
