package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageReaderTest {
    private static final int MOST = 256 * 1024;

    /** Says how much room was made for what it has. */
    private static final class Small extends ByteArrayInputStream {
        private int roomBytes;

        private Small(String page) {
            super(page.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            roomBytes = Math.max(roomBytes, into.length);
            return super.read(into, from, length);
        }
    }

    @Test
    void aSmallPageTakesALittleMemory() throws IOException {
        var in = new Small("HTTP/1.1 200 OK\r\n\r\nsmall");
        var page = new PageReader(in).read(MOST, Optional.empty());
        assertEquals("small", Shown.text(page.body()));
        assertTrue(in.roomBytes <= 4_096, in.roomBytes + " bytes");
    }

    @Test
    void ofALongPageAsMuchIsReadAsWanted() throws IOException {
        for (var head : new String[] {"", "Content-Length: 99999999\r\n"}) {
            var in = new Small("HTTP/1.1 200 OK\r\n" + head + "\r\n" + "a".repeat(2 * MOST));
            var page = new PageReader(in).read(MOST, Optional.empty());
            assertEquals(MOST, page.body().length);
        }
    }
}
