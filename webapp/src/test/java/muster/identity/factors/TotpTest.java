package muster.identity.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes of RFC 6238, the last six of its eight digits. */
class TotpTest {
    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void areThoseOfTheStandard(long second, String code) {
        assertEquals(code, Totp.code(KEY, Totp.step(Instant.ofEpochSecond(second))));
    }

    @Test
    void aCodeIsTakenOneStepEarlyOrLateAndNoMore() {
        var step = Totp.step(NOW);

        for (var off = -1; off <= 1; off++) {
            var code = Totp.code(KEY, step + off);
            assertEquals(OptionalLong.of(step + off), Totp.step(KEY, code, NOW));
        }
        assertEquals(OptionalLong.empty(), Totp.step(KEY, Totp.code(KEY, step - 2), NOW));
        assertEquals(OptionalLong.empty(), Totp.step(KEY, Totp.code(KEY, step + 2), NOW));
    }

    @Test
    void aCodeMayBeTypedWithASpaceAndIsOtherwiseWhole() {
        assertEquals(OptionalLong.of(Totp.step(NOW)), Totp.step(KEY, "081 804", NOW));
        assertEquals(OptionalLong.empty(), Totp.step(KEY, "81804", NOW));
        assertEquals(OptionalLong.empty(), Totp.step(KEY, "", NOW));
    }

    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
    void aKeyIsWrittenInBase32(String key, String text) {
        assertEquals(text, Totp.text(key.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aKeyIsShownInGroupsOfFour() {
        assertEquals("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", Totp.grouped(KEY));
    }

    @Test
    void anAppIsToldWhoseKeyItIs() {
        assertEquals(
                "otpauth://totp/Muster%20at%20localhost:ada%40acme.example"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Muster%20at%20localhost",
                Totp.uri(KEY, "ada@acme.example", "Muster at localhost"));
    }
}
