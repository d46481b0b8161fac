package muster.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.install.Downloads.Program;

/** The scripts that machines fetch, with this hub and what it offers in them. */
final class Scripts {
    /** What {@code uname -sm} says of the platforms that there may be programs for. */
    private static final Map<String, String> MACHINES =
            Map.of("linux-amd64", "Linux x86_64", "linux-arm64", "Linux aarch64");

    private static final Map<String, String> PROCESSORS =
            Map.of("linux-amd64", "x86-64", "linux-arm64", "ARM64");

    private final Downloads downloads;
    private final String hub;
    private final String version;

    /**
     * @param hub its origin
     */
    Scripts(Downloads downloads, String hub) {
        this.downloads = downloads;
        this.hub = hub;
        this.version =
                downloads.programs().stream()
                        .filter(program -> program.collector().equals(Program.AGENT))
                        .map(program -> Version.parse(program.version()))
                        .max(Comparator.naturalOrder())
                        .map(Version::toString)
                        .orElse("0");
    }

    /** Installs the program that fits the machine; says so where none is offered at all. */
    String agent() {
        var programs = newest().map(Scripts::branch).collect(Collectors.joining("\n"));
        return programs.isEmpty()
                ? named("none")
                : named("agent")
                        .replace("@programs@", programs)
                        .replace("@stop@", resource("stop").strip())
                        .replace("@uninstall@", resource("uninstall").strip())
                        .replace("@release_key@", downloads.key());
    }

    /** What there are programs for, as people call it; empty where there are none. */
    String processors() {
        return newest().map(program -> PROCESSORS.get(program.platform()))
                .collect(Collectors.joining(", "));
    }

    private Stream<Program> newest() {
        return MACHINES.keySet().stream()
                .sorted()
                .map(platform -> downloads.newest(Program.AGENT, platform))
                .flatMap(Optional::stream);
    }

    /** Of the shell's case of machines. */
    private static String branch(Program program) {
        return "    '%s') version='%s' file='%s' sha256='%s' ;;"
                .formatted(
                        MACHINES.get(program.platform()),
                        program.version(),
                        program.file(),
                        program.sha256());
    }

    /** A script by its name, such as agent.sh. */
    String named(String name) {
        return resource(name).replace("@hub@", hub).replace("@version@", version);
    }

    private static String resource(String name) {
        try (var in = Scripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
