package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    private static final int KEYS = 100;

    private Path file;

    @BeforeEach
    void choose(@TempDir Path folder) {
        file = folder.resolve("master.key");
    }

    @Test
    void isMadeOnceForItsOwnerAlone() throws IOException {
        var made = MasterKey.in(file);

        assertEquals(made.id(), MasterKey.in(file).id());
        assertEquals("rw-------", permissions());
    }

    @Test
    void isWholeAsSoonAsItIsThere(@TempDir Path folder) throws Exception {
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < KEYS; i++) {
                var next = folder.resolve(i + ".key");
                var read = readers.submit(() -> keptWhenThere(next));

                assertEquals(MasterKey.in(next).id(), read.get().id());
            }
        }

        try (var files = Files.list(folder)) {
            assertEquals(KEYS, files.count());
        }
    }

    private static MasterKey keptWhenThere(Path next) throws IOException {
        while (Files.notExists(next)) {
            Thread.onSpinWait();
        }
        return MasterKey.kept(next);
    }

    @Test
    void isClosedWhereOthersCouldReadIt() throws IOException {
        var made = MasterKey.in(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals(made.id(), MasterKey.in(file).id());

        assertEquals("rw-------", permissions());
    }

    @Test
    void isNeverMadeForAHubThatServesOthers() {
        assertThrows(IOException.class, () -> MasterKey.kept(file));

        assertTrue(Files.notExists(file));
    }

    @Test
    void whatIsNoKeyIsNotRepeated() throws IOException {
        Files.writeString(file, "hunter2");

        var refused = assertThrows(IOException.class, () -> MasterKey.kept(file));

        var said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("is no master key") && !said.contains("hunter2"), said);
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
