package muster.e2e.bench;

import java.nio.file.Path;
import java.util.List;
import muster.scanner.Scanner;

/** The scanner as a program of its own, with as little memory as it is started with. */
final class ScannerProgram {
    private static final int HEAP_MB_MAX = 256;

    private ScannerProgram() {}

    /**
     * The line that scans once.
     *
     * @param file with what to scan
     * @param found where a line for each address goes
     */
    static List<String> once(Path file, Path found) {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + HEAP_MB_MAX + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Scanner.class.getName(),
                "run",
                "--config",
                file.toString(),
                "--once",
                "--output",
                found.toString());
    }
}
