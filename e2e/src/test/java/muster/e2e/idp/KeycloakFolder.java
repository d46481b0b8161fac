package muster.e2e.idp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import muster.e2e.Home;
import muster.e2e.Scratch;

/**
 * Keycloak as its authors pack it, unpacked, built and given its realm once for each build of this
 * project, since that takes the better part of a minute. Each that runs has a copy of its data.
 */
final class KeycloakFolder {
    static final String ADMIN = "admin";

    private static final Path TARGET = Home.folder().resolve("e2e/target");
    private static final Path PACKED = TARGET.resolve("keycloak.tar.gz");
    private static final Path PREPARED = TARGET.resolve("keycloak");

    private static final String PROGRAM = "bin/kc.sh";

    /** Half the start-up time; nobody stays long enough for more. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "JAVA_HOME",
                    System.getProperty("java.home"),
                    "JAVA_OPTS_APPEND",
                    "-XX:TieredStopAtLevel=1 -Xmx400m",
                    "KC_BOOTSTRAP_ADMIN_USERNAME",
                    ADMIN,
                    "KC_BOOTSTRAP_ADMIN_PASSWORD",
                    ADMIN);

    private KeycloakFolder() {}

    /** Whether the build has fetched it; it is not for every system. */
    static boolean isThere() {
        return Files.exists(PACKED);
    }

    /** A folder to run it from: the programs are the prepared ones, the data is its own. */
    static Scratch copied() {
        try {
            prepare();
            var copy = Scratch.named("muster-keycloak");
            for (var part : List.of("conf", "lib", "providers")) {
                Files.createSymbolicLink(copy.folder().resolve(part), PREPARED.resolve(part));
            }
            // Its home is where this script really lies, whatever leads there.
            Files.createDirectory(copy.folder().resolve("bin"));
            Files.copy(PREPARED.resolve(PROGRAM), copy.folder().resolve(PROGRAM));
            copyAll(PREPARED.resolve("data"), copy.folder().resolve("data"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs Keycloak's own program in this folder. */
    static Process run(Path folder, Path log, List<String> arguments) {
        var command = new ArrayList<>(List.of(folder.resolve(PROGRAM).toString()));
        command.addAll(arguments);
        var program =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        program.environment().putAll(ENVIRONMENT);
        try {
            return program.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Two test programs may want it at once: the second waits until the first has it ready.
    private static void prepare() throws IOException {
        try (var channel =
                        FileChannel.open(
                                TARGET.resolve("keycloak.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.exists(PREPARED)) {
                return;
            }
            var fresh = TARGET.resolve("keycloak.fresh");
            if (Files.exists(fresh)) {
                new Scratch(fresh).close();
            }
            Files.createDirectories(fresh);
            finished(
                    new ProcessBuilder("tar", "xzf", PACKED.toString(), "--strip-components=1")
                            .directory(fresh.toFile())
                            .redirectErrorStream(true)
                            .start());
            var log = TARGET.resolve("keycloak.log");
            built(fresh, log, "build", "--db=dev-file", "--cache=local");
            var realm = fresh.resolve("corp.json");
            try (var source = realm()) {
                Files.copy(source, realm);
            }
            built(fresh, log, "import", "--optimized", "--file", realm.toString());
            Files.move(fresh, PREPARED);
        }
    }

    private static InputStream realm() {
        return Objects.requireNonNull(KeycloakFolder.class.getResourceAsStream("corp.json"));
    }

    private static void built(Path folder, Path log, String... arguments) {
        finished(run(folder, log, List.of(arguments)));
    }

    private static void finished(Process process) {
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(
                        "preparing Keycloak: status %d: e2e/target/keycloak.log".formatted(status));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
