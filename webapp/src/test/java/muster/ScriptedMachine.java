package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine's shell, as far as a script sees it: the tools that the machine has and no others, and
 * a folder that stands for its disk.
 */
public final class ScriptedMachine {
    private static final long PATIENCE_SECONDS = 120;
    private static final String ALWAYS =
            "sh awk base64 cat chmod chown cksum cp curl cut date dirname env getent grep gzip head hostname id"
                    + " kill ln ls mkdir mktemp mv nohup od openssl printf ps readlink rm rmdir"
                    + " sed seq sha256sum sleep sort tail tar touch tr true uname";

    public final Path disk;
    private final Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    /** What a script said, on both channels, and what it ended with. */
    public record Said(int status, String text) {
        public Said expect(int expected) {
            assertEquals(expected, status, text);
            return this;
        }
    }

    /**
     * @param folder for the disk and the tools
     */
    public ScriptedMachine(Path folder) throws IOException {
        disk = Files.createDirectories(folder.resolve("disk"));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : ALWAYS.split(" ", -1)) {
            var found =
                    Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                            .map(place -> Path.of(place, tool))
                            .filter(Files::isExecutable)
                            .findFirst();
            if (found.isPresent()) {
                tool(tool, "exec " + found.get() + " \"$@\"");
            }
        }
        with("PATH", tools.toString());
        with("HOME", disk.toString());
        with("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
    }

    public ScriptedMachine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public ScriptedMachine without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** A tool that is this script, whatever the system has of its name. */
    public ScriptedMachine tool(String name, String script) throws IOException {
        var file = tools.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
        return this;
    }

    public ScriptedMachine lacks(String tool) throws IOException {
        Files.deleteIfExists(tools.resolve(tool));
        return this;
    }

    /** A file of the machine, such as /var/lib/dpkg/status. */
    public ScriptedMachine file(String path, String text) throws IOException {
        var file = disk.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Runs a script, whose absolute paths of the system are those of the disk. */
    public Said run(String script) throws IOException, InterruptedException {
        var moved =
                script.replaceAll(
                        "(?<![\\w$}./-])/(var/lib|usr/lib|lib|etc|run|opt)(?=/)", disk + "/$1");
        var file = Files.createTempFile(tools.getParent(), "script", ".sh");
        var log = Files.createTempFile(tools.getParent(), "said", ".txt");
        Files.writeString(file, moved);
        var builder = new ProcessBuilder("/bin/sh", file.toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(disk.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        var process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end: " + Files.readString(log));
        }
        return new Said(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
