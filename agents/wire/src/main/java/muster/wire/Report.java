package muster.wire;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One submission of a collector, understood whole.
 *
 * @param id what makes sending it again harmless; null where a plain poster gave none
 */
public record Report(@Nullable UUID id, List<Sighting> sightings) {
    public Report {
        sightings = List.copyOf(sightings);
    }

    /** The body of {@code POST /api/v1/agents/inventory}, wire version 1: nothing unknown in it. */
    public static Report decode(byte[] json) {
        return new ReportReader(json, ReportReader.Unknown.REFUSED).read();
    }

    /**
     * The body of {@code POST /api/agent/inventory}: posters of other makers may say more than we
     * know, and carry the id in a header.
     */
    public static Report decodeCompatible(byte[] json) {
        return new ReportReader(json, ReportReader.Unknown.IGNORED).read();
    }

    /** Wire version 1, as {@link #decode} takes it. */
    public byte[] encode() {
        return ReportWriter.json(this);
    }

    public Report withId(@Nullable UUID id) {
        return new Report(id, sightings);
    }

    /** SHA-256 of the content: stable under the order of keys and products, blind to the id. */
    public byte[] digest() {
        return Digest.of(this);
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
