package muster.database;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, unpacked once into the data folder, and the user they run as. */
final class PostgresBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String VERSION = "18.6.0";
    private static final int COMMAND_SECONDS_MAX = 120;

    private final Path home;
    private final List<String> prefix;

    private PostgresBinaries(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    static PostgresBinaries unpackedIn(Path folder) throws IOException {
        var home = folder.resolve("programs-" + VERSION);
        if (Files.notExists(home)) {
            // Unpacked beside and renamed, so that a killed first start leaves nothing half done.
            var unpacking = folder.resolve("unpacking");
            TemporaryFolder.delete(unpacking);
            unpack(unpacking);
            Files.move(unpacking, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(home, userPrefix());
    }

    /** Runs a program to its end; a failure carries what it said. */
    void run(String program, String... arguments) throws IOException {
        var said = Files.createTempFile(home.getParent(), program, ".out");
        try {
            var process = launch(said.toFile(), program, List.of(arguments));
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(program + " took over " + COMMAND_SECONDS_MAX + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(program + ": " + Files.readString(said).strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while " + program + " was running", interrupted);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    Process launch(File output, String program, List<String> arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    /** Whether this process is a PostgreSQL server of ours, not a stranger with a reused number. */
    boolean isServer(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.startsWith(home.toString()))
                .isPresent();
    }

    // PostgreSQL refuses to run as root. In a user namespace it is nobody in its own eyes and still
    // owns the files of the data folder, which stays closed to everyone else.
    private static List<String> userPrefix() {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("unshare", "--user")
                : List.of();
    }

    private static void unpack(Path folder) throws IOException {
        try (var archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException(
                        "no PostgreSQL programs for this platform: name a server in DATABASE_URL");
            }
            unpack(archive, folder);
        }
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.copy(content, target);
                target.toFile().setExecutable((entry.getMode() & 0100) != 0);
            }
        }
    }
}
