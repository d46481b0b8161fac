package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import muster.wire.Evidence;

/** What holds for whatever a device sends. */
class ScreenFuzz {
    private static final String LONGEST = "20s";
    private static final int ROOM = 4_096;

    static class TerminalTarget {
        @FuzzTest(maxDuration = LONGEST)
        void terminal(byte[] sent) {
            var whole = new Screen(ROOM);
            whole.read(sent, 0, sent.length);
            var byteByByte = new Screen(ROOM);
            for (int i = 0; i < sent.length; i++) {
                byteByByte.read(sent, i, 1);
            }

            assertEquals(whole.lines(), byteByByte.lines());
            assertEquals(whole.unfinished(), byteByByte.unfinished());
            assertTrue(whole.lines().length() <= ROOM);
            assertTrue(whole.lines().length() + whole.unfinished().length() <= sent.length);
            // The hub stores it.
            var evidence = new Evidence.Cli("show version", null, whole.lines());
            assertTrue(evidence.text().indexOf('\u001b') < 0);
        }
    }

    static class WordsTarget {
        @FuzzTest(maxDuration = LONGEST)
        void words(byte[] sent) {
            var screen = new Screen(ROOM);
            screen.read(sent, 0, sent.length);
            var line = screen.unfinished();
            Pager.asks(line);
            Family.of(line.strip());
            Refusal.is(screen.lines());
        }
    }
}
