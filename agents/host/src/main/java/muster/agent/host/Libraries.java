package muster.agent.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import muster.packages.Bytes;
import muster.packages.GemSpecification;
import muster.packages.JavaArchive;
import muster.packages.NpmManifest;
import muster.packages.PythonMetadata;
import muster.packages.Reading;

/**
 * What programming languages' own package managers installed, and jars, wherever they lie. What the
 * distribution's packages brought along is theirs: it is in their database, with the fixes that the
 * distribution made under the same version.
 */
final class Libraries implements Walk.Visitor {
    private enum Kind {
        PYTHON,
        NPM,
        GEM,
        JAR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where nobody but the distribution's package manager installs. */
    private static final Set<String> OF_THE_DISTRIBUTION =
            Set.of("usr/share", "usr/lib/python3", "usr/lib/ruby", "usr/lib/jvm", "usr/lib/java");

    /** Where it shares the folder with pip, which leaves its name. */
    private static final Set<String> SHARED = Set.of("usr/lib", "usr/lib64");

    private static final Set<String> INSTALLERS =
            Set.of("pip", "uv", "poetry", "pdm", "conda", "pipenv", "hatch", "flit");

    /** Where Python looks for what is installed; an egg elsewhere is somebody's data. */
    private static final Set<String> PYTHON_FOLDERS = Set.of("site-packages", "dist-packages");

    private static final String NODE_MODULES = "node_modules";

    private final Path root;
    private final Map<Kind, Gathered.Tally> tallies = new EnumMap<>(Kind.class);

    Libraries(Path root, Gathered gathered) {
        this.root = root;
        for (Kind kind : Kind.values()) {
            tallies.put(kind, gathered.of(kind.word()));
        }
    }

    void close() {
        tallies.values().forEach(Gathered.Tally::close);
    }

    @Override
    public void file(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var folder = String.valueOf(file.getParent() == null ? "" : file.getParent().getFileName());
        boolean python = isPython(name, folder);
        boolean egg = name.endsWith(".egg") && PYTHON_FOLDERS.contains(folder);
        boolean npm = name.equals("package.json") && isNodeModule(file);
        boolean gem = name.endsWith(".gemspec") && isInstalledGem(file);
        boolean jar = JavaArchive.isNamed(name);
        boolean any = python || egg || npm || gem || jar;
        if (!any || isBelow(file, OF_THE_DISTRIBUTION)) {
            return;
        }
        if (python && isByItself(file)) {
            read(Kind.PYTHON, file, PythonMetadata::read);
        } else if (egg) {
            archive(Kind.PYTHON, file, PythonMetadata::egg);
        } else if (npm) {
            read(Kind.NPM, file, NpmManifest::read);
        } else if (gem) {
            read(Kind.GEM, file, GemSpecification::read);
        } else if (jar) {
            archive(Kind.JAR, file, bytes -> JavaArchive.read(name, bytes));
        }
    }

    private static boolean isPython(String name, String folder) {
        return switch (name) {
            case "METADATA" -> folder.endsWith(".dist-info");
            case "PKG-INFO" -> folder.endsWith(".egg-info") || folder.equals("EGG-INFO");
            default -> name.endsWith(".egg-info");
        };
    }

    /** Whether somebody installed it who was not the distribution's package manager. */
    private boolean isByItself(Path metadata) throws IOException {
        return !isBelow(metadata, SHARED)
                || SmallFile.line(metadata.resolveSibling("INSTALLER"))
                        .filter(INSTALLERS::contains)
                        .isPresent();
    }

    /** Those that Ruby itself brought along stand in a folder of their own. */
    private static boolean isInstalledGem(Path specification) {
        int names = specification.getNameCount();
        boolean bundled = names > 2 && specification.getName(names - 2).endsWith("default");
        int specifications = names - (bundled ? 3 : 2);
        return specifications >= 0
                && specification.getName(specifications).endsWith("specifications");
    }

    /** Each package stands in a folder of its name, and that in its scope where it has one. */
    private static boolean isNodeModule(Path manifest) {
        int names = manifest.getNameCount();
        boolean scoped = names > 3 && manifest.getName(names - 3).toString().startsWith("@");
        int modules = names - (scoped ? 4 : 3);
        return modules >= 0 && manifest.getName(modules).toString().equals(NODE_MODULES);
    }

    private boolean isBelow(Path file, Set<String> folders) {
        return folders.stream().anyMatch(folder -> file.startsWith(root.resolve(folder)));
    }

    private interface TextReader {
        Reading read(InputStream text) throws IOException;
    }

    private interface BytesReader {
        Reading read(Bytes bytes) throws IOException;
    }

    private void read(Kind kind, Path file, TextReader reader) {
        tally(kind)
                .file(() -> {
                    try (var text = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                        return reader.read(text);
                    }
                });
    }

    private void archive(Kind kind, Path file, BytesReader reader) {
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        tally(kind)
                .file(() -> {
                    try (var channel = FileChannel.open(file, options)) {
                        return reader.read(Bytes.of(channel));
                    }
                });
    }

    private Gathered.Tally tally(Kind kind) {
        return Objects.requireNonNull(tallies.get(kind));
    }
}
