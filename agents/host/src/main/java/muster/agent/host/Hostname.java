package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the computer is called: by its kernel, else by {@code /etc/hostname}. In a container the
 * kernel tells the container's name, whatever is mounted, so that a host goes by its file first.
 */
final class Hostname {
    private Hostname() {}

    static Optional<String> read(Path root, boolean isHost) throws IOException {
        var running = root.resolve("proc/sys/kernel/hostname");
        var configured = root.resolve("etc/hostname");
        var first = SmallFile.line(isHost ? configured : running);
        return first.isPresent() ? first : SmallFile.line(isHost ? running : configured);
    }
}
