package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import muster.agent.Collector;
import muster.packages.Reading;
import muster.wire.Report;
import org.junit.jupiter.api.Test;

/** Law 1 on the device: whatever the agent wants to know, it reads; it runs nothing. */
final class NothingStartsAProcessTest {
    private static final int CLASSES_MIN = 60;

    @Test
    void noClassOfTheAgentCanStartOne() throws IOException, URISyntaxException {
        var classes = new ArrayList<Path>();
        var offenders = new ArrayList<String>();
        for (Class<?> each :
                List.of(Computer.class, Collector.class, Reading.class, Report.class)) {
            var place = Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                collect(place, classes, offenders);
            } else {
                try (var jar = FileSystems.newFileSystem(place)) {
                    collect(jar.getPath("/"), classes, offenders);
                }
            }
        }

        assertTrue(classes.size() >= CLASSES_MIN, classes.size() + " classes");
        assertEquals(List.of(), offenders);
    }

    @Test
    void wouldSeeOneThatDoes() throws IOException {
        Callable<Process> starter = Starter::start;
        assertNotNull(starter);
        try (var bytes =
                Starter.class.getResourceAsStream("NothingStartsAProcessTest$Starter.class")) {
            assertTrue(starts(bytes == null ? new byte[0] : bytes.readAllBytes()));
        }
    }

    private static final class Starter {
        static Process start() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"true"});
        }
    }

    private static void collect(Path folder, List<Path> classes, List<String> offenders)
            throws IOException {
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().contains("StartsAProcessTest"))
                    .forEach(file -> {
                        classes.add(file);
                        if (starts(bytes(file))) {
                            offenders.add(file.toString());
                        }
                    });
        }
    }

    private static boolean starts(byte[] bytes) {
        return StreamSupport.stream(ClassFile.of().parse(bytes).constantPool().spliterator(), false)
                .anyMatch(NothingStartsAProcessTest::isStart);
    }

    private static boolean isStart(PoolEntry entry) {
        return switch (entry) {
            case ClassEntry named -> named.asInternalName().equals("java/lang/ProcessBuilder");
            case MemberRefEntry member ->
                    member.owner().asInternalName().equals("java/lang/Runtime")
                            && member.name().equalsString("exec");
            default -> false;
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
