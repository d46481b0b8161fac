package muster.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.CharBuffer;

/** What holds for any bytes: understood whole or Malformed; what is kept can be read again. */
class EventLinesFuzz {
    private static final String LONGEST = "20s";

    static class AnyBytesTarget {
        @FuzzTest(maxDuration = LONGEST)
        void anyBytes(byte[] bytes) {
            holds(bytes);
        }
    }

    static boolean holds(byte[] bytes) {
        try {
            for (var event : EventLines.decode(bytes).events()) {
                assertEquals(event, EventReader.read(CharBuffer.wrap(event.json().toCharArray())));
                assertFalse(event.json().contains("\n") || event.json().indexOf('\0') >= 0);
                assertEquals(event.json(), new String(event.json().getBytes(UTF_8), UTF_8));
            }
            return true;
        } catch (EventLines.Malformed expected) {
            return false;
        }
    }
}
