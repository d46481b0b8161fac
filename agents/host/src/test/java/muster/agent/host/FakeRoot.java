package muster.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The root folder of a computer that exists only in a test. */
final class FakeRoot {
    static final Walk.Bounds BOUNDS = new Walk.Bounds(24, 10_000, Duration.ofMinutes(1));

    private final Path root;
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();

    FakeRoot(Path root) {
        this.root = root;
    }

    Path path() {
        return root;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    FakeRoot file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    FakeRoot file(String name, byte[] content) {
        return make(() -> {
            Files.createDirectories(root.resolve(name).getParent());
            Files.write(root.resolve(name), content);
        });
    }

    FakeRoot link(String name, String target) {
        return make(() -> {
            Files.createDirectories(root.resolve(name).getParent());
            Files.createSymbolicLink(root.resolve(name), Path.of(target));
        });
    }

    /**
     * What a resource describes: after each line {@code == name} the lines of that file, and after
     * {@code == name -> target} nothing.
     */
    FakeRoot files(String resource) {
        for (String each : resource(resource).split("(?m)^== ", -1)) {
            int end = each.indexOf('\n');
            var head = each.substring(0, Math.max(end, 0)).split(" -> ", -1);
            if (head.length == 2) {
                link(head[0], head[1]);
            } else if (!head[0].isEmpty()) {
                file(head[0], each.substring(end + 1));
            }
        }
        return this;
    }

    FakeRoot addresses(String name, String... literals) {
        addresses.put(name, Stream.of(literals).map(InetAddress::ofLiteral).toList());
        return this;
    }

    static String resource(String name) {
        try (var file = Objects.requireNonNull(FakeRoot.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** On which looking costs nothing. */
    Computer computer() {
        return computer(null);
    }

    /** The same, as one of several that stand for machines of their own. */
    Computer computer(@Nullable String alias) {
        return new Computer(
                root,
                false,
                name -> addresses.getOrDefault(name, List.of()),
                "amd64",
                new WholeDisk.Effort(BOUNDS, () -> {}, () -> 0, System::nanoTime),
                alias);
    }

    private interface Making {
        void make() throws IOException;
    }

    private FakeRoot make(Making making) {
        try {
            making.make();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
