package muster.enrollment;

import java.util.HexFormat;
import java.util.UUID;
import muster.database.Sha256;
import muster.web.Problem;
import muster.web.Visitor;

/**
 * A place in what a collector sends, and the bytes that it sent there.
 *
 * @param epoch names an unbroken order of batches
 * @param sequence the place in it, from 1
 * @param digest SHA-256 of the bytes as they were sent, in hexadecimal
 */
public record Batch(UUID collector, UUID epoch, long sequence, String digest) {
    private static final int FIRST = 1;

    /**
     * What a collector signed, as a batch.
     *
     * @param sent the body as it came, compressed if it was
     */
    public static Batch of(Visitor.Collector collector, byte[] sent) {
        var signature = collector.signature();
        if (signature.sequence() < FIRST) {
            throw Problem.badRequest("Muster-Sequence: batches count from " + FIRST);
        }
        return new Batch(collector.id(), signature.epoch(), signature.sequence(), Sha256.of(sent));
    }

    public byte[] digestBytes() {
        return HexFormat.of().parseHex(digest);
    }
}
