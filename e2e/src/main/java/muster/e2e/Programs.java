package muster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The programs of agent and scanner, packed as the launcher packs them. */
public final class Programs {
    private Programs() {}

    /** The folder with them and their signatures; packed now where the build has not done so. */
    public static synchronized Path downloads() {
        var apart = Home.hub().resolve("downloads");
        var packed = Home.folder().resolve("webapp/target/downloads");
        if (isNew(apart)) {
            return apart;
        } else if (!isNew(packed)) {
            pack();
        }
        return packed;
    }

    private static boolean isNew(Path downloads) {
        return isNewer(downloads, "agents/host") && isNewer(downloads, "scanners/network");
    }

    private static boolean isNewer(Path downloads, String module) {
        var built = Home.folder().resolve(module).resolve("target");
        try (var packed = Files.newDirectoryStream(downloads, "*.tar.gz");
                var jars = Files.newDirectoryStream(built, "*.jar")) {
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
        var script = ". webapp/deploy/downloads.sh && build_downloads \"$PWD\"";
        var bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        bash.directory(root.toFile()).redirectErrorStream(true);
        try {
            var process = bash.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("agent and scanner cannot be packed:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
