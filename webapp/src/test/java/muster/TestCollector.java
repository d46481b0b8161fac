package muster;

import static muster.wire.Signature.CODE_HEADER;
import static muster.wire.Signature.EPOCH_HEADER;
import static muster.wire.Signature.KEY_HEADER;
import static muster.wire.Signature.SEQUENCE_HEADER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.enrollment.SigningKeys;
import muster.tenancy.Tenant;
import muster.wire.Report;
import muster.wire.Signature;

/** A collector that signs what it sends; enrolled by hand, straight in the database. */
public final class TestCollector {
    public static final String INVENTORY = "/api/v1/agents/inventory";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger MADE = new AtomicInteger();

    public final UUID id;
    public final UUID key;
    private final byte[] secret;
    private final URI hub;
    private final Map<String, String> more = new HashMap<>();
    private final String address;
    private UUID epoch = UUID.randomUUID();
    private long sequence;
    private HttpClient client = HTTP;

    private TestCollector(UUID id, UUID key, byte[] secret, URI hub) {
        this.id = id;
        this.key = key;
        this.secret = secret;
        this.hub = hub;
        var number = MADE.incrementAndGet();
        this.address = "203.0.%d.%d".formatted(number / 250 % 250, number % 250 + 1);
    }

    /** One that enrolled, with the key that it was told. */
    public static TestCollector of(UUID id, UUID key, byte[] secret, URI hub) {
        return new TestCollector(id, key, secret, hub);
    }

    /** One that is new in an organization. */
    public static TestCollector enrolled(Database database, Tenant tenant, URI hub) {
        return enrolled(database, tenant, hub, "agent");
    }

    /** One that tells of others. */
    public static TestCollector scanner(Database database, Tenant tenant, URI hub) {
        return enrolled(database, tenant, hub, "scanner");
    }

    private static TestCollector enrolled(Database database, Tenant tenant, URI hub, String kind) {
        var id = UUID.randomUUID();
        var now = Instant.now();
        database.inTenant(
                tenant,
                () ->
                        database.run(
                                Sql.of(
                                        """
                                        insert into collectors (id, kind, name, name_order,
                                            token_name, public_key, enrolled_at, late_after)
                                        values (?, ?, 'web-1', 'web-1', 'Servers', '', ?, ?)
                                        """,
                                        id,
                                        kind,
                                        now,
                                        now)));
        return withKey(database, tenant, hub, id);
    }

    /** The same collector with a newer key. */
    public TestCollector rotated(Database database, Tenant tenant) {
        return withKey(database, tenant, hub, id);
    }

    private static TestCollector withKey(Database database, Tenant tenant, URI hub, UUID id) {
        var key = UUID.randomUUID();
        var secret = new byte[Signature.KEY_BYTES];
        new java.util.Random(key.getMostSignificantBits()).nextBytes(secret);
        var sealed = TestDatabase.KEY.seal(SigningKeys.place(key), secret);
        database.inTenant(
                tenant,
                () ->
                        database.run(
                                Sql.of(
                                        """
                                        insert into collector_keys (id, collector_id, sealed, made_at)
                                        values (?, ?, ?, ?)
                                        """,
                                        key,
                                        id,
                                        sealed,
                                        Instant.now())));
        return new TestCollector(id, key, secret, hub);
    }

    /** Its signing key as it was told, in base64. */
    public String secret() {
        return Base64.getEncoder().encodeToString(secret);
    }

    /** The same collector, that comes by another way. */
    public TestCollector over(HttpClient way, URI listener) {
        var other = new TestCollector(id, key, secret, listener);
        other.client = way;
        return other;
    }

    /** Something that it shows beside its signature. */
    public TestCollector with(String header, String value) {
        more.put(header, value);
        return this;
    }

    /** Its spool is a new one. */
    public TestCollector newEpoch() {
        epoch = UUID.randomUUID();
        sequence = 0;
        return this;
    }

    /** The same collector on a copy of its disk, with a spool of its own. */
    public TestCollector copy() {
        return new TestCollector(id, key, secret, hub);
    }

    /** Its spool is a copy of the other's. */
    public TestCollector sameEpochAs(TestCollector other) {
        epoch = other.epoch;
        sequence = 0;
        return this;
    }

    /** The next batch, compressed. */
    public TestClient.Answer report(Report report) {
        return send(signed("POST", INVENTORY, ++sequence, gzip(report.encode())));
    }

    /** The batch that was sent last, with this in it. */
    public TestClient.Answer again(Report report) {
        return send(signed("POST", INVENTORY, sequence, gzip(report.encode())));
    }

    /** What is no batch. */
    public TestClient.Answer post(String path, String body) {
        return send(signed("POST", path, 0, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A request, signed, that may still be altered. */
    public Signed signed(String method, String path, long place, byte[] sent) {
        var signature = Signature.of(secret, method, path, key, epoch, place, sent);
        return new Signed(method, path, signature, sent);
    }

    /** A request as it goes over the wire. */
    public static final class Signed {
        private final String method;
        private final String path;
        private final Signature signature;
        private final byte[] sent;

        public Signed(String method, String path, Signature signature, byte[] sent) {
            this.method = method;
            this.path = path;
            this.signature = signature;
            this.sent = sent.clone();
        }

        public Signature signature() {
            return signature;
        }

        public byte[] sent() {
            return sent.clone();
        }
    }

    public TestClient.Answer send(Signed signed) {
        var signature = signed.signature;
        var request =
                HttpRequest.newBuilder(hub.resolve(signed.path))
                        .header("X-Forwarded-For", address)
                        .header(KEY_HEADER, signature.key().toString())
                        .header(EPOCH_HEADER, signature.epoch().toString())
                        .header(SEQUENCE_HEADER, Long.toString(signature.sequence()))
                        .header(CODE_HEADER, signature.code())
                        .header("Content-Type", "application/json")
                        .method(signed.method, BodyPublishers.ofByteArray(signed.sent));
        if (signed.sent.length > 2 && signed.sent[0] == 0x1f) {
            request.header("Content-Encoding", "gzip");
        }
        more.forEach(request::setHeader);
        try {
            return new TestClient.Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    public static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
