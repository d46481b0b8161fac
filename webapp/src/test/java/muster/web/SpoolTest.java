package muster.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static final byte[] CONTENT = new byte[] {1, 2, 3};

    @Test
    void sendsWhatWasWritten() throws IOException {
        try (var spool = Spool.of(out -> out.write(CONTENT), CONTENT.length)) {
            var sent = new ByteArrayOutputStream();
            spool.sendTo(sent);

            assertEquals(CONTENT.length, spool.size());
            assertArrayEquals(CONTENT, sent.toByteArray());
        }
    }

    @Test
    void refusesWhatIsTooLong() {
        var refused =
                assertThrows(
                        Problem.class,
                        () -> Spool.of(out -> out.write(CONTENT), CONTENT.length - 1));

        assertEquals(422, refused.status());
    }
}
