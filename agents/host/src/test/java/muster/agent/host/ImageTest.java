package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import muster.agent.Collector;
import muster.packages.Reading;
import muster.wire.Report;
import org.junit.jupiter.api.Test;

/**
 * What the agent carries to other people's machines: our own classes, one parser, and of the JDK
 * the one module that every program needs.
 */
class ImageTest {
    /** The artifacts of agents/host and of what it needs; a new one is a new line here. */
    private static final Set<String> ARTIFACTS =
            Set.of("muster-wire", "muster-packages", "muster-agent", "jackson-core");

    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");

    @Test
    void carriesNoOtherJar() throws IOException {
        var found = new TreeSet<String>();
        for (var module : List.of("wire", "packages", "core", "host")) {
            var pom = Files.readString(root().resolve("agents").resolve(module).resolve("pom.xml"));
            DEPENDENCY
                    .matcher(pom)
                    .results()
                    .map(one -> one.group(1))
                    .filter(one -> !one.contains("<scope>test</scope>"))
                    .forEach(one ->
                            ARTIFACT.matcher(one)
                                    .results()
                                    .forEach(name -> found.add(name.group(1))));
        }

        assertEquals(new TreeSet<>(ARTIFACTS), found);
    }

    @Test
    void needsNoModuleButTheBase() throws IOException, URISyntaxException {
        var modules = new TreeSet<String>();
        for (Class<?> each :
                List.of(
                        Agent.class,
                        Collector.class,
                        Reading.class,
                        Report.class,
                        JsonFactory.class)) {
            for (var name : namedIn(each)) {
                modules.add(moduleOf(name));
            }
        }
        modules.remove("");

        assertEquals(Set.of("java.base"), modules);
        assertTrue(
                Files.readString(root().resolve("agents/host/src/image/build.sh"))
                        .contains("agent_modules=java.base\n"));
    }

    /** Names of all classes that the classes beside this one speak of. */
    private static Set<String> namedIn(Class<?> beside) throws IOException, URISyntaxException {
        var place = Path.of(beside.getProtectionDomain().getCodeSource().getLocation().toURI());
        var names = new TreeSet<String>();
        if (Files.isDirectory(place)) {
            collect(place, names);
        } else {
            try (var jar = FileSystems.newFileSystem(place)) {
                collect(jar.getPath("/"), names);
            }
        }
        return names;
    }

    private static void collect(Path folder, Set<String> names) throws IOException {
        var classes = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().contains("Test"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .forEach(classes::add);
        }
        for (var file : classes) {
            for (var entry : ClassFile.of().parse(bytes(file)).constantPool()) {
                if (entry instanceof ClassEntry named && !named.asInternalName().startsWith("[")) {
                    names.add(named.asInternalName().replace('/', '.'));
                }
            }
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for what is no part of the JDK. */
    private static String moduleOf(String name) {
        try {
            var module =
                    Class.forName(name, false, ClassLoader.getPlatformClassLoader()).getModule();
            return module.isNamed() ? module.getName() : "";
        } catch (ClassNotFoundException ours) {
            return "";
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("muster.root", "../.."));
    }
}
