package muster.e2e;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^([a-z]+) +(webapp|e2e|scanners/[a-z]+|-) +(\\S+) +\\S");

    private static final int BUILDS = 3;

    @Test
    void everyVerbLeadsToAMainClassOrAFunction() throws IOException {
        var launcher = Files.readString(Home.folder().resolve("muster"));
        var rows = ROW.matcher(launcher).results().toList();

        assertFalse(rows.isEmpty());
        for (var row : rows) {
            var target = row.group(3);
            if (row.group(2).equals("-")) {
                assertTrue(launcher.contains("\n" + target + "() {"), target);
            } else {
                var main = assertDoesNotThrow(() -> Class.forName(target), target);
                assertTrue(
                        List.of(main.getDeclaredMethods()).stream()
                                .anyMatch(method -> method.getName().equals("main")),
                        target);
            }
        }
    }

    @Test
    void helpNamesEveryVerb() throws Exception {
        var help = run("help");

        assertEquals(0, help.status());
        for (var verb : List.of("run", "test", "check", "demo", "bench", "identify", "scanner")) {
            assertTrue(help.output().contains("\n  " + verb + " "), help.output());
        }
    }

    @Test
    void anUnknownVerbIsRefusedByName() throws Exception {
        var refusal = run("fly");

        assertEquals(2, refusal.status());
        assertTrue(refusal.output().contains("'fly'"), refusal.output());
    }

    @Test
    void aBuildLeavesTheJarsOfARunningHubAlone(@TempDir Path home) throws Exception {
        var launcher = Files.copy(Home.folder().resolve("muster"), home.resolve("muster"));
        var library = home.resolve("webapp/target/lib/some.jar");
        Files.createDirectories(library.getParent());
        Files.writeString(library, "a library");
        Files.writeString(home.resolve("webapp/target/muster-webapp-1.jar"), "a hub");
        var jar = setApart(launcher).resolve("lib/some.jar");
        var file = Files.getAttribute(jar, "unix:ino");
        var running = new ProcessBuilder("tail", "-f", jar.toRealPath().toString()).start();
        try {
            for (int i = 0; i < BUILDS; i++) {
                setApart(launcher);
            }
            assertEquals(file, Files.getAttribute(jar, "unix:ino"), jar + " is another file");
        } finally {
            running.destroy();
            running.waitFor();
        }

        setApart(launcher);
        assertFalse(Files.exists(jar), jar + " stays for ever");
    }

    /** Where the hub lies that was just set apart. */
    private static Path setApart(Path launcher) throws Exception {
        var script = "source \"$0\" help >/dev/null; set_apart; echo \"$hub\"";
        var process = new ProcessBuilder("bash", "-c", script, launcher.toString()).start();
        var hub = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return Path.of(hub.strip());
    }

    private record Run(int status, String output) {}

    private static Run run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(arguments));
        command.addFirst(Home.folder().resolve("muster").toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
