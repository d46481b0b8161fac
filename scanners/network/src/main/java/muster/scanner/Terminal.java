package muster.scanner;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether somebody watches what is printed to standard error. */
final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    static boolean isStandardError() {
        try {
            return Files.readSymbolicLink(STANDARD_ERROR).startsWith("/dev/pts");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
    }
}
