package muster.agent.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import muster.packages.Bytes;
import muster.packages.Reading;
import muster.packages.RpmBerkeley;
import muster.packages.RpmNdb;
import muster.packages.RpmSqlite;

/**
 * The database of rpm, in the first of its folders and kinds that is there. It is read without its
 * locks, and so again when it was written meanwhile.
 */
final class RpmOnDisk {
    private static final List<String> FOLDERS =
            List.of("usr/lib/sysimage/rpm", "usr/share/rpm", "var/lib/rpm");
    private static final int ATTEMPTS_MAX = 3;

    private RpmOnDisk() {}

    /** Empty where this is no computer of rpm. */
    static Optional<Reading> read(Path root) throws IOException {
        for (String each : FOLDERS) {
            var folder = root.resolve(each);
            if (Files.exists(folder.resolve("rpmdb.sqlite"))) {
                var file = folder.resolve("rpmdb.sqlite");
                return Optional.of(steady(file, () -> sqlite(file)));
            } else if (Files.exists(folder.resolve("Packages.db"))) {
                return Optional.of(single(folder.resolve("Packages.db"), RpmNdb::read));
            } else if (Files.exists(folder.resolve("Packages"))) {
                return Optional.of(single(folder.resolve("Packages"), RpmBerkeley::read));
            }
        }
        return Optional.empty();
    }

    /** It was written at each attempt to read it. */
    static final class WrittenMeanwhile extends IOException {}

    private interface Reader {
        Reading read(Bytes database) throws IOException;
    }

    interface Attempt {
        Reading read() throws IOException;
    }

    private static Reading single(Path file, Reader reader) throws IOException {
        return steady(
                file,
                () -> {
                    try (var database = FileChannel.open(file, StandardOpenOption.READ)) {
                        return reader.read(Bytes.of(database));
                    }
                });
    }

    /** Half of what was read may be from before and half from after a change. */
    static Reading steady(Path file, Attempt attempt) throws IOException {
        for (int attempts = 0; attempts < ATTEMPTS_MAX; attempts++) {
            var before = State.of(file);
            try {
                var reading = attempt.read();
                if (before.equals(State.of(file))) {
                    return reading;
                }
            } catch (IOException broken) {
                if (before.equals(State.of(file))) {
                    throw broken;
                }
            }
        }
        throw new WrittenMeanwhile();
    }

    private static Reading sqlite(Path file) throws IOException {
        try (var database = FileChannel.open(file, StandardOpenOption.READ);
                var log = FileChannel.open(log(file), StandardOpenOption.READ)) {
            return RpmSqlite.read(Bytes.of(database), Bytes.of(log));
        } catch (NoSuchFileException noLog) {
            try (var database = FileChannel.open(file, StandardOpenOption.READ)) {
                return RpmSqlite.read(Bytes.of(database), null);
            }
        }
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** By what a file shows that it was written. */
    private record State(long bytes, FileTime time, long logBytes, FileTime logTime) {
        static State of(Path file) throws IOException {
            var log = log(file);
            boolean logged = Files.exists(log);
            return new State(
                    Files.size(file),
                    Files.getLastModifiedTime(file),
                    logged ? Files.size(log) : 0,
                    logged ? Files.getLastModifiedTime(log) : FileTime.fromMillis(0));
        }
    }
}
