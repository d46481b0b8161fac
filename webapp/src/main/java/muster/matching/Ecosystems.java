package muster.matching;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that advisories give to distributions and package registries.
 *
 * @see <a href="https://ossf.github.io/osv-schema/#defined-ecosystems">OSV's ecosystems</a>
 */
public final class Ecosystems {
    /** Registries of programming languages, by the word of the package manager. */
    private static final Map<String, String> REGISTRIES =
            Map.ofEntries(
                    Map.entry("npm", "npm"),
                    Map.entry("pypi", "PyPI"),
                    Map.entry("maven", "Maven"),
                    Map.entry("gem", "RubyGems"),
                    Map.entry("go", "Go"),
                    Map.entry("cargo", "crates.io"),
                    Map.entry("composer", "Packagist"),
                    Map.entry("nuget", "NuGet"),
                    Map.entry("hex", "Hex"),
                    Map.entry("pub", "Pub"),
                    Map.entry("swift", "SwiftURL"),
                    Map.entry("conan", "ConanCenter"));

    /** Distributions that number their releases by a major version, by their os-release id. */
    private static final Map<String, String> MAJOR_RELEASES =
            Map.of("rhel", "Red Hat", "rocky", "Rocky Linux", "almalinux", "AlmaLinux");

    private static final Pattern RELEASE =
            Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\..*)?");
    private static final int FIRST_DEBIAN_WITHOUT_POINT = 7;

    private Ecosystems() {}

    /** "Debian" of "Debian:12": what a feed is about as a whole. */
    public static String family(String ecosystem) {
        var colon = ecosystem.indexOf(':');
        return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
    }

    /** For people: "Debian 12", "Rocky Linux 9", "npm". */
    public static String title(String ecosystem) {
        return ecosystem.replace(":v", " ").replace(':', ' ');
    }

    static Optional<String> registry(String source) {
        return Optional.ofNullable(REGISTRIES.get(source));
    }

    /** Empty when the release has no number, as testing and edge have none. */
    static Optional<String> of(Component.Distribution distribution) {
        var release = RELEASE.matcher(distribution.version().strip());
        if (!release.matches()) {
            return Optional.empty();
        }
        var major = Integer.parseInt(release.group(1));
        var minor = release.group(2);
        var id = distribution.id().strip().toLowerCase(Locale.ROOT);
        return switch (id) {
            case "debian" -> Optional.of("Debian:" + debian(major, minor));
            case "alpine" -> Optional.ofNullable(minor).map(it -> "Alpine:v" + major + "." + it);
            case "ubuntu" -> Optional.ofNullable(minor).map(it -> ubuntu(major, it));
            case "opensuse-leap" -> Optional.of("openSUSE:Leap " + distribution.version());
            default ->
                    Optional.of(
                            MAJOR_RELEASES.containsKey(id)
                                    ? MAJOR_RELEASES.get(id) + ":" + major
                                    : id + ":" + distribution.version().strip());
        };
    }

    private static String debian(int major, @Nullable String minor) {
        return major >= FIRST_DEBIAN_WITHOUT_POINT || minor == null
                ? String.valueOf(major)
                : major + "." + minor;
    }

    /** Every second April's release has long-term support and carries it in its name. */
    private static String ubuntu(int major, String minor) {
        var longTerm = major % 2 == 0 && minor.equals("04");
        return "Ubuntu:" + major + "." + minor + (longTerm ? ":LTS" : "");
    }
}
