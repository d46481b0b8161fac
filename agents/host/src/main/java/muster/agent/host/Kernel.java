package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The kernel that runs, as {@code uname} names it. */
final class Kernel {
    private Kernel() {}

    /** Its release: {@code 6.1.0-18-amd64}. */
    static Optional<String> release(Path root) throws IOException {
        return SmallFile.line(root.resolve("proc/sys/kernel/osrelease"));
    }

    /** The processor's architecture: {@code x86_64}; kernels before 6.1 do not show it here. */
    static Optional<String> architecture(Path root) throws IOException {
        return SmallFile.line(root.resolve("proc/sys/kernel/arch"));
    }
}
