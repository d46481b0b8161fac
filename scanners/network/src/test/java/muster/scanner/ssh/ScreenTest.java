package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private static final int ROOM = 1_000;

    private static Screen reading(String sent) {
        return reading(sent.getBytes(StandardCharsets.UTF_8));
    }

    private static Screen reading(byte[] sent) {
        var screen = new Screen(ROOM);
        screen.read(sent, 0, sent.length);
        return screen;
    }

    /** e is Escape, n ends a line, r returns to its begin, b goes back. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "one^ntwo^n, one|two|",
                "one^r^ntwo^r^n, one|two|",
                "one^r^r^n, one|",
                "abc^b^bX^n, aXc|",
                "^b^b^babc^n, abc|",
                "--More--^r        ^rtext^n, text|",
                "^e[1;32mgreen^e[0m core^e[m^n, green core|",
                "^e]0;a title^gtext^n, text|",
                "^e]0;a title^e\\text^n, text|",
                "^e[24;1Hsw1# ^e[24;6Hshow^n, sw1# show|",
                "old line^e[2Knew^n, new|",
                "old line^r^e[Knew^n, new|",
                "one^eEtwo^n, one|two|",
                "^e[42D       ^e[42Dtext^n, text|",
                "ab^e[9999Ccd^n, abcd|",
                "^e(Btext^n, text|",
                "^e[text^n, ext|",
                "^e[12^ntext^n, |text|",
                "a^gb^n, ab|"
            })
    void controlsDoWhatTheyAreFor(String sent, String seen) {
        var bytes =
                sent.replace("^e", "\u001b")
                        .replace("^n", "\n")
                        .replace("^r", "\r")
                        .replace("^b", "\b")
                        .replace("^g", "\u0007");

        assertEquals(seen.replace('|', '\n'), reading(bytes).lines());
    }

    @Test
    void oldDevicesWriteLatin1() {
        assertEquals("B\u00fcro\n", reading("Büro\n").lines());
        assertEquals(
                "B\u00fcro\n", reading("Büro\n".getBytes(StandardCharsets.ISO_8859_1)).lines());
    }

    @Test
    void thereIsNeverMoreThanItHasRoomFor() {
        var screen = reading("0123456789012345678\n".repeat(200));

        assertEquals(ROOM, screen.lines().length());
        assertTrue(screen.isFull());
    }

    @Test
    void aSmallSequenceMakesNoLargeText() {
        var screen = reading("\u001b[9999Cx\u001b[5000;9999Hy".repeat(50) + "\n");

        assertTrue(screen.lines().length() <= 101, screen.lines());
    }

    @Test
    void aLineWithoutEndIsBroken() {
        var screen = reading("x".repeat(200_000));

        assertTrue(screen.unfinished().length() < 100_000);
    }

    /** It is looked at for each byte that comes, so a long one would cost the square of itself. */
    @Test
    void aLongLineIsNoQuestion() {
        var screen = new Screen(1_000_000);
        var line = "a".repeat(2_000);
        screen.read("core# ".getBytes(StandardCharsets.US_ASCII), 0, 6);
        assertEquals("core# ", screen.question());
        screen.read(line.getBytes(StandardCharsets.US_ASCII), 0, line.length());
        assertEquals("", screen.question());
        assertEquals("core# " + line, screen.unfinished());
    }
}
