package muster.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where Muster's sources and built jars lie. */
public final class Home {
    private Home() {}

    /** The launcher sets muster.home, the build's tests muster.root. */
    public static Path folder() {
        var home = System.getProperty("muster.home", System.getProperty("muster.root"));
        return Path.of(Objects.requireNonNull(home, "muster.home is not set")).toAbsolutePath();
    }

    /** Where the launcher set the hub's jars apart, or where the build's tests just made them. */
    static Path hub() {
        var apart = System.getProperty("muster.hub");
        return apart == null ? folder().resolve("webapp/target") : Path.of(apart);
    }

    /** The hub's jar; its manifest names the rest of the class path. */
    static Path hubJar() {
        var target = hub();
        try (var jars = Files.newDirectoryStream(target, "muster-webapp-*.jar")) {
            for (var jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot look into " + target, e);
        }
        throw new IllegalStateException("no hub in " + target + ": mvn package makes it");
    }
}
