package muster.e2e.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command took, with all that it started.
 *
 * @param cpuSeconds in user and kernel mode
 * @param status that it exited with
 * @param log what it said on standard error
 */
record Spent(double seconds, double cpuSeconds, int status, String log) {
    /** The shell's own clock of its children, written where the command writes nothing. */
    private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\" 2>\"$0\"";

    /**
     * Runs it to its end.
     *
     * @param folder for its log
     * @param output where its standard output goes
     */
    static Spent on(Path folder, Path output, List<String> command)
            throws IOException, InterruptedException {
        var log = folder.resolve("log");
        var line = new ArrayList<>(List.of("bash", "-c", TIMED, log.toString()));
        line.addAll(command);
        var process =
                new ProcessBuilder(line).redirectOutput(output.toFile()).directory(folder.toFile());
        var started = process.start();
        var times = new String(started.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = started.waitFor();
        var parts = times.strip().split(" ", -1);
        return new Spent(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]),
                status,
                Files.exists(log) ? Files.readString(log) : "");
    }

    /** Fails where the command did. */
    Spent wellEnded() throws IOException {
        if (status != 0) {
            throw new IOException("exit " + status + ": " + log);
        }
        return this;
    }
}
