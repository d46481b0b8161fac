package muster.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FilesUnderWayTest {
    private final FilesUnderWay files = new FilesUnderWay();

    @Test
    void oneReaderLeavesRoomForOthers() {
        for (int i = 0; i < FilesUnderWay.FILES_PER_READER_MAX; i++) {
            assertTrue(files.begin("acme"));
        }

        assertFalse(files.begin("acme"));
        assertTrue(files.begin("globex"));
    }

    @Test
    void thereAreNeverMoreThanTheDatabaseCanSpare() {
        for (int i = 0; i < FilesUnderWay.FILES_MAX; i++) {
            assertTrue(files.begin("reader " + i));
        }

        assertFalse(files.begin("one more"));
    }

    @Test
    void whatHasEndedMakesRoom() {
        assertTrue(files.begin("acme"));
        assertTrue(files.begin("acme"));

        files.end("acme");

        assertTrue(files.begin("acme"));
    }
}
