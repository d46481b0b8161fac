package muster.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A signature covers every byte that matters, and anybody can make it with standard tools. */
class SignatureTest {
    private static final byte[] SECRET =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final UUID KEY = UUID.fromString("0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10");
    private static final UUID EPOCH = UUID.fromString("0198a6f2-0000-7000-8000-000000000001");
    private static final String PATH = "/api/v1/agents/inventory";
    private static final byte[] SENT = Fixtures.utf8("{\"wire\":2}");

    private static final Signature SIGNED = Signature.of(SECRET, "POST", PATH, KEY, EPOCH, 7, SENT);

    @Test
    void isWhatOpensslMakesOfTheSameLines() {
        assertEquals(
                "fa566671e47cd9d4d703c1618c6850760a3cec5dd4c768eef63f308b613f9d98", SIGNED.code());
        assertTrue(SIGNED.matches(SECRET, "POST", PATH, SENT));
    }

    @Test
    void doesNotFitAnythingElse() {
        var otherSecret = SECRET.clone();
        otherSecret[0] ^= 1;
        assertFalse(SIGNED.matches(otherSecret, "POST", PATH, SENT));
        assertFalse(SIGNED.matches(SECRET, "PUT", PATH, SENT));
        assertFalse(SIGNED.matches(SECRET, "POST", "/api/v1/agents/events", SENT));
        assertFalse(SIGNED.matches(SECRET, "POST", PATH, Fixtures.utf8("{\"wire\":1}")));
        var code = SIGNED.code();
        assertFalse(new Signature(EPOCH, EPOCH, 7, code).matches(SECRET, "POST", PATH, SENT));
        assertFalse(new Signature(KEY, KEY, 7, code).matches(SECRET, "POST", PATH, SENT));
        assertFalse(new Signature(KEY, EPOCH, 8, code).matches(SECRET, "POST", PATH, SENT));
    }

    @Test
    void isReadFromItsHeaders() {
        assertEquals(Optional.of(SIGNED), Signature.read(headers()::lookUp));
        assertEquals(Optional.empty(), Signature.read(_ -> Optional.empty()));
    }

    @Test
    void saysWhichHeaderIsWrong() {
        refuses(Signature.KEY_HEADER, "me", "Muster-Key: expected a UUID in lower case");
        refuses(Signature.EPOCH_HEADER, null, "Muster-Epoch: expected a UUID in lower case");
        refuses(Signature.SEQUENCE_HEADER, "-1", "Muster-Sequence: expected a number from 0");
        refuses(
                Signature.SEQUENCE_HEADER,
                "9999999999999999999",
                "Muster-Sequence: expected a number from 0");
        refuses(
                Signature.CODE_HEADER,
                "FA56",
                "Muster-Signature: expected 64 lower-case hexadecimal digits");
    }

    private static void refuses(String header, @Nullable String value, String message) {
        var changed = headers().with(header, value);
        var refused =
                assertThrows(Signature.Malformed.class, () -> Signature.read(changed::lookUp));
        assertEquals(message, refused.getMessage());
    }

    private static Headers headers() {
        return new Headers(
                Map.of(
                        "Muster-Key", KEY.toString(),
                        "Muster-Epoch", EPOCH.toString(),
                        "Muster-Sequence", "7",
                        "Muster-Signature", SIGNED.code()));
    }

    private record Headers(Map<String, String> all) {
        Optional<String> lookUp(String name) {
            return Optional.ofNullable(all.get(name));
        }

        Headers with(String name, @Nullable String value) {
            var changed = new HashMap<>(all);
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return new Headers(changed);
        }
    }
}
