package muster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The hub's command line, as the launcher makes it, without the settings of a running hub. */
public final class HubProcess {
    /** The launcher's flags, so that its start-up cache fits. */
    private static final List<String> JVM_FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xmx512m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dmuster.home=" + Home.folder(),
                    "-Djava.util.logging.config.file="
                            + Home.folder().resolve("webapp/deploy/logging.properties"),
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr");

    private HubProcess() {}

    /** Starts the hub's process without waiting; for starts that are meant to fail. */
    public static Process launch(Path log, Map<String, String> settings, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        startUpCache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.addAll(List.of("-cp", Home.hubJar().toString(), "muster.Hub"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(HubProcess::setting);
        builder.environment().putAll(settings);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JVM would run old classes from a cache that is older than the jars. */
    private static Optional<Path> startUpCache() {
        var target = Home.hub();
        var cache = target.resolve("muster.aot");
        try (var jars = Files.walk(target.resolve("lib"))) {
            var parts = Stream.concat(Stream.of(Home.hubJar()), jars).toList();
            long newest = 0;
            for (var part : parts) {
                newest = Math.max(newest, Files.getLastModifiedTime(part).toMillis());
            }
            boolean fits =
                    Files.exists(cache)
                            && Files.size(cache) > 0
                            && Files.getLastModifiedTime(cache).toMillis() > newest;
            return fits ? Optional.of(cache) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean setting(String variable) {
        return variable.startsWith("MUSTER_") || variable.equals("DATABASE_URL");
    }
}
