package muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import muster.Damage;
import org.junit.jupiter.api.Test;

/** Sound input, damaged in thousands of ways: no damage gets anything but an answer of ours. */
final class EdgeMutationTest {
    private static final int ROUNDS = 20_000;

    @Test
    void damagedJson() {
        var json =
                """
                {"name": "a\\u00e9\\ud83d\\ude00", "seen": "2026-01-31T12:00:00Z", "colour": "red",
                 "weight": 1.5e3, "old": true, "parts": [{"name": "disk", "count": 2}]}
                """;
        survives(json.getBytes(UTF_8), EdgeFuzz::readsJson);
    }

    @Test
    void damagedForms() {
        survives("name=Zo%C3%AB+%26+Co&count=7".getBytes(UTF_8), EdgeFuzz::readsForm);
    }

    @Test
    void damagedGzip() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write("some text ".repeat(200).getBytes(UTF_8));
        }
        survives(out.toByteArray(), EdgeFuzz::inflates);
    }

    @Test
    void damagedQueries() {
        var query =
                "web -kev:true (name:\"a \\\"b\" OR findings:>3) seen:-7d..now severity:low..high";
        survives(query.getBytes(UTF_8), EdgeFuzz::readsQuery);
    }

    @Test
    void damagedCursors() {
        var cursor =
                "c2VlbgowMTkzMmMwNy0yMDljLTdjM2UtYTEyMy0wMTIzNDU2Nzg5YWIKMjAyNi0xMS0yMlQwNTowMDowMFo";
        survives(cursor.getBytes(UTF_8), EdgeFuzz::readsCursor);
    }

    private static void survives(byte[] sound, Predicate<byte[]> reader) {
        new Damage().done(ROUNDS, sound, reader);
    }
}
