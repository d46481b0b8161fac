package muster.findings;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.matching.Component;
import org.jspecify.annotations.Nullable;

/**
 * A version of a title on a device, as it was reported.
 *
 * @param ecosystems in which it is already known to be named
 */
record Installed(
        UUID version,
        UUID software,
        Component component,
        @Nullable String architecture,
        List<String> ecosystems) {
    Installed {
        ecosystems = List.copyOf(ecosystems);
    }

    String name() {
        return component.name();
    }

    /** The line as its list had it: "deb libssl3 3.0.11-1~deb12u2 amd64 (source openssl)". */
    String raw() {
        var line =
                Stream.of(component.source(), component.name(), component.version(), architecture)
                        .filter(part -> part != null)
                        .collect(Collectors.joining(" "));
        return component.sourceName() == null || component.sourceName().equals(component.name())
                ? line
                : line + " (source " + source(component) + ")";
    }

    private static String source(Component component) {
        return component.sourceVersion() == null
                        || component.sourceVersion().equals(component.version())
                ? String.valueOf(component.sourceName())
                : component.sourceName() + " " + component.sourceVersion();
    }
}
