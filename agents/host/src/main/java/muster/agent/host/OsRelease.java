package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operating system as it names itself (<a
 * href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">os-release(5)</a>).
 *
 * @param name {@code Debian GNU/Linux}
 * @param version {@code 12}; null for one that rolls on without
 */
record OsRelease(String name, @Nullable String version) {
    static Optional<OsRelease> read(Path root) throws IOException {
        var text = SmallFile.text(root.resolve("etc/os-release"));
        if (text.isEmpty()) {
            text = SmallFile.text(root.resolve("usr/lib/os-release"));
        }
        return text.flatMap(OsRelease::of);
    }

    private static Optional<OsRelease> of(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines()
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals > 0 && !line.startsWith("#")) {
                        fields.put(
                                line.substring(0, equals).strip(),
                                unquoted(line.substring(equals + 1).strip()));
                    }
                });
        var name = fields.getOrDefault("NAME", fields.getOrDefault("ID", ""));
        var version = fields.getOrDefault("VERSION_ID", "");
        return name.isBlank()
                ? Optional.empty()
                : Optional.of(new OsRelease(name, version.isBlank() ? null : version));
    }

    private static String unquoted(String value) {
        char first = value.isEmpty() ? 0 : value.charAt(0);
        boolean quoted =
                value.length() >= 2
                        && (first == '"' || first == '\'')
                        && value.charAt(value.length() - 1) == first;
        return (quoted ? value.substring(1, value.length() - 1) : value).replace("\\", "");
    }
}
