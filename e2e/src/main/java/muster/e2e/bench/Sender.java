package muster.e2e.bench;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import muster.tenancy.Tenant;
import muster.wire.Signature;

/** A collector that was enrolled for the bench. */
final class Sender {
    private static final String EVENTS = "/api/v1/agents/events";
    private static final String HEARTBEAT = "/api/v1/agents/heartbeat";

    private final Tenant tenant;
    private final UUID key;
    private final byte[] secret;
    private final UUID epoch;
    private final AtomicLong sequence;

    /**
     * One of this organization.
     *
     * @param sequence of the batch that it sent last
     */
    Sender(Tenant tenant, UUID key, byte[] secret, UUID epoch, AtomicLong sequence) {
        this.tenant = tenant;
        this.key = key;
        this.secret = secret.clone();
        this.epoch = epoch;
        this.sequence = sequence;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Its next batch of events, signed, ready for the wire. */
    byte[] batch(byte[] compressed) {
        return request(
                EVENTS,
                sequence.incrementAndGet(),
                "Content-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\n",
                compressed);
    }

    /** That it lives. */
    byte[] heartbeat(byte[] body) {
        return request(HEARTBEAT, 0, "Content-Type: application/json\r\n", body);
    }

    private byte[] request(String path, long place, String headers, byte[] body) {
        var signature = Signature.of(secret, "POST", path, key, epoch, place, body);
        var signed =
                "%s: %s\r\n%s: %s\r\n%s: %d\r\n%s: %s\r\n"
                        .formatted(
                                Signature.KEY_HEADER,
                                key,
                                Signature.EPOCH_HEADER,
                                epoch,
                                Signature.SEQUENCE_HEADER,
                                place,
                                Signature.CODE_HEADER,
                                signature.code());
        return Channel.request("POST", path, headers + signed, body);
    }
}
