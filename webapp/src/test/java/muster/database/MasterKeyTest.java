package muster.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

    @Test
    void opensWhatItSealedForThisPlaceAlone() {
        var key = MasterKey.of(new byte[32]);
        var secret = "a key of a collector".getBytes(StandardCharsets.UTF_8);

        var sealed = key.seal("collector_keys 1", secret);

        assertArrayEquals(secret, key.open("collector_keys 1", sealed));
        assertThrows(IllegalStateException.class, () -> key.open("collector_keys 2", sealed));
        var other = MasterKey.of(HexFormat.of().parseHex("01".repeat(32)));
        assertThrows(IllegalStateException.class, () -> other.open("collector_keys 1", sealed));
        for (var at : List.of(0, 12, sealed.length - 1)) {
            var altered = sealed.clone();
            altered[at] ^= 1;
            assertThrows(IllegalStateException.class, () -> key.open("collector_keys 1", altered));
        }
        assertThrows(IllegalStateException.class, () -> key.open("collector_keys 1", new byte[3]));
    }

    @Test
    void sealsTheSameNeverTheSameWay() {
        var key = MasterKey.of(new byte[32]);

        assertFalse(Arrays.equals(key.seal("x", new byte[8]), key.seal("x", new byte[8])));
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
