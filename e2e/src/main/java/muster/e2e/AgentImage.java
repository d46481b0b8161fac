package muster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agent's program, packed as the launcher packs it. */
public final class AgentImage {
    private AgentImage() {}

    /** The folder with it and its signature; packed now where the build has not done so. */
    public static synchronized Path downloads() {
        var apart = Home.hub().resolve("downloads");
        if (Files.isDirectory(apart)) {
            return apart;
        }
        var host = Home.folder().resolve("agents/host/target");
        var downloads = host.resolve("downloads");
        if (!isNewer(downloads, host)) {
            pack();
        }
        return downloads;
    }

    private static boolean isNewer(Path downloads, Path host) {
        try (var packed = Files.newDirectoryStream(downloads, "*.tar.gz");
                var jars = Files.newDirectoryStream(host, "*.jar")) {
            long oldest = Long.MAX_VALUE;
            for (var file : packed) {
                oldest = Math.min(oldest, Files.getLastModifiedTime(file).toMillis());
            }
            for (var jar : jars) {
                oldest = Files.getLastModifiedTime(jar).toMillis() > oldest ? 0 : oldest;
            }
            return oldest != Long.MAX_VALUE && oldest > 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void pack() {
        var root = Home.folder();
        var script = ". agents/host/src/image/build.sh && build_agent_image \"$PWD\"";
        var bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        bash.directory(root.toFile()).redirectErrorStream(true);
        try {
            var process = bash.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the agent cannot be packed:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
