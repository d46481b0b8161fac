package muster.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One submission of a collector, understood whole.
 *
 * @param id what makes sending it again harmless; null where the sender has another means
 * @param observedAt when the device was looked at, by the collector's clock; null where it is now
 */
public record Report(@Nullable UUID id, @Nullable Instant observedAt, List<Sighting> sightings) {
    public Report {
        sightings = List.copyOf(sightings);
    }

    public Report(@Nullable UUID id, List<Sighting> sightings) {
        this(id, null, sightings);
    }

    /** The body of {@code POST /api/v1/agents/inventory}, wire version 1: nothing unknown in it. */
    public static Report decode(byte[] json) {
        return new ReportReader(json, Version.ONE).read();
    }

    /**
     * The body of {@code POST /api/agent/inventory}: posters of other makers may say more than we
     * know, and carry the id in a header.
     */
    public static Report decodeCompatible(byte[] json) {
        return new ReportReader(json, Version.COMPATIBLE).read();
    }

    /**
     * The body of a signed {@code POST /api/v1/agents/inventory}. Wire version 2: what version 1
     * says and more, and as well only what changed. Wire version 3: a part of a scan.
     */
    public static Report decodeSigned(byte[] json) {
        return new ReportReader(json, Version.SIGNED).read();
    }

    /** Wire version 1 where that can say it all, else version 2, or 3 where it is of a scan. */
    public byte[] encode() {
        return ReportWriter.json(this);
    }

    /** The same, without ever having all of it in memory. */
    public void encode(OutputStream out) throws IOException {
        ReportWriter.write(this, out);
    }

    public Report withId(@Nullable UUID id) {
        return new Report(id, observedAt, sightings);
    }

    /** SHA-256 of the content: stable under the order of keys and products, blind to the id. */
    public byte[] digest() {
        return Digest.of(this);
    }

    /** How a report may be written. */
    enum Version {
        ONE(1),
        /** One, in which posters of other makers may say more than we know. */
        COMPATIBLE(1),
        /** Two of a device, or three of a scan. */
        SIGNED(3);

        /** What a device's own collector says of it. */
        static final int DEVICE = 2;

        /** What a scanner says of others. */
        static final int SCAN = 3;

        static final int NEWEST = SCAN;

        private final int number;

        Version(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** A report that is not understood, with what, which one and why. */
    public static final class Malformed extends RuntimeException {
        /** Whether the sender must say it otherwise, or say less. */
        public enum Kind {
            UNREADABLE,
            TOO_LARGE
        }

        private final Kind kind;

        private Malformed(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        static Malformed unreadable(String message) {
            return new Malformed(Kind.UNREADABLE, message);
        }

        static Malformed tooLarge(String message) {
            return new Malformed(Kind.TOO_LARGE, message);
        }

        Malformed in(String place) {
            return new Malformed(kind, place + getMessage());
        }

        public Kind kind() {
            return kind;
        }

        @Override
        public String getMessage() {
            var message = super.getMessage();
            return message == null ? "" : message;
        }
    }
}
