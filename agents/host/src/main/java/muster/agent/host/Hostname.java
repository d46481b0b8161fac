package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the computer is called: by its kernel, else by {@code /etc/hostname}. */
final class Hostname {
    private Hostname() {}

    static Optional<String> read(Path root) throws IOException {
        var running = SmallFile.line(root.resolve("proc/sys/kernel/hostname"));
        return running.isPresent() ? running : SmallFile.line(root.resolve("etc/hostname"));
    }
}
