package muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holds for any bytes at the edge: understood whole, or refused with a reason of ours. */
class EdgeFuzz {
    private static final String LONGEST = "20s";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T06:00:00Z"), ZoneOffset.UTC);
    private static final Fields FIELDS =
            Fields.of(
                            "id",
                            "name",
                            Field.text("name", "name").sorted(),
                            Field.number("findings", "findings").sorted(),
                            Field.time("seen", "seen").sorted(),
                            Field.flag("kev", "kev"),
                            Field.id("device", "device"),
                            Field.word("severity", "severity", List.of("low", "high")))
                    .searched("w(?, ?)");

    enum Colour {
        RED,
        BLUE
    }

    record Part(String name, int count) {}

    record Thing(
            String name,
            @Nullable Instant seen,
            @Nullable Colour colour,
            @Nullable Double weight,
            boolean old,
            List<Part> parts) {}

    static class JsonTarget {
        @FuzzTest(maxDuration = LONGEST)
        void json(byte[] bytes) {
            readsJson(bytes);
        }
    }

    static boolean readsJson(byte[] bytes) {
        try {
            var thing = Json.read(bytes, Thing.class);
            assertEquals(thing, Json.read(Json.write(thing), Thing.class));
            return true;
        } catch (Json.Malformed refused) {
            return false;
        }
    }

    static class FormTarget {
        @FuzzTest(maxDuration = LONGEST)
        void form(byte[] bytes) {
            readsForm(bytes);
        }
    }

    static boolean readsForm(byte[] bytes) {
        try {
            var form =
                    new Body(
                            "application/x-www-form-urlencoded",
                            "",
                            bytes,
                            Body.BYTES_MAX,
                            new BytesUnderWay().ofKnown(new UUID(0, 1)));
            return !form.as(Part.class).name().isEmpty();
        } catch (Json.Malformed refused) {
            return false;
        }
    }

    static class GzipTarget {
        @FuzzTest(maxDuration = LONGEST)
        void gzip(byte[] bytes) {
            inflates(bytes);
        }
    }

    static boolean inflates(byte[] bytes) {
        try {
            return new Body(
                                    "text/plain",
                                    "gzip",
                                    bytes,
                                    10_000,
                                    new BytesUnderWay().ofKnown(new UUID(0, 1)))
                            .bytes()
                            .length
                    <= 10_000;
        } catch (Body.Malformed | Body.TooLarge refused) {
            return false;
        }
    }

    static class QueryTarget {
        @FuzzTest(maxDuration = LONGEST)
        void query(byte[] bytes) {
            readsQuery(bytes);
        }
    }

    static boolean readsQuery(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        try {
            var term = Query.parse(Map.of("q", text), FIELDS, CLOCK).term();
            var printed = term.map(Term::text).orElse("");
            assertEquals(term, Query.parse(Map.of("q", printed), FIELDS, CLOCK).term());
            return true;
        } catch (Query.Malformed refused) {
            return false;
        }
    }

    static class CursorTarget {
        @FuzzTest(maxDuration = LONGEST)
        void cursor(byte[] bytes) {
            readsCursor(bytes);
        }
    }

    static boolean readsCursor(byte[] bytes) {
        try {
            Query.parse(Map.of("cursor", new String(bytes, UTF_8), "sort", "seen"), FIELDS, CLOCK);
            return true;
        } catch (Query.Malformed refused) {
            return false;
        }
    }
}
