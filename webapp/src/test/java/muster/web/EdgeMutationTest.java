package muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Sound input, damaged in thousands of ways: no damage gets anything but an answer of ours. */
final class EdgeMutationTest {
    private static final int ROUNDS = 20_000;
    private static final byte[] NASTY =
            "\0\"\\{}[]()%&=:*-+.,<> \u00e9\t\n\uFFFF0189eEuNd".getBytes(UTF_8);

    private final Random random = new Random(42);

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

    private void survives(byte[] sound, Predicate<byte[]> reader) {
        assertTrue(reader.test(sound), "what is sound is understood");
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            refused += reader.test(damaged(sound)) ? 0 : 1;
        }
        assertTrue(refused > 0, "some damage is seen");
    }

    private byte[] damaged(byte[] sound) {
        var bytes = sound.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = NASTY[random.nextInt(NASTY.length)];
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return random.nextInt(10) == 0
                ? Arrays.copyOf(bytes, random.nextInt(1, bytes.length))
                : bytes;
    }
}
