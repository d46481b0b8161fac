package muster.matching;

import io.github.nscuro.versatile.VersionFactory;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How an ecosystem orders its versions; total: what it cannot read it does not order.
 *
 * <p>The library is right about Debian's and Alpine's versions but parses both sides each time
 * (about 2 µs); Debian's kernel alone has ten thousand ranges, hence {@link DebianVersions}.
 */
public enum Scheme {
    DEBIAN("deb"),
    ALPINE("apk"),
    RPM("rpm"),
    NPM("npm"),
    PYPI("pypi"),
    MAVEN("maven"),
    GO("golang"),
    NUGET("nuget"),
    COMPOSER("composer");

    /** No real version is longer; a longer one is not worth a parser's time. */
    static final int VERSION_CHARACTERS_MAX = 256;

    // RubyGems is left out: the library orders pre-releases after their release.
    private static final Map<String, Scheme> ECOSYSTEMS =
            Map.ofEntries(
                    Map.entry("Debian", DEBIAN),
                    Map.entry("Ubuntu", DEBIAN),
                    Map.entry("Alpine", ALPINE),
                    Map.entry("Red Hat", RPM),
                    Map.entry("Rocky Linux", RPM),
                    Map.entry("AlmaLinux", RPM),
                    Map.entry("SUSE", RPM),
                    Map.entry("openSUSE", RPM),
                    Map.entry("npm", NPM),
                    Map.entry("crates.io", NPM),
                    Map.entry("PyPI", PYPI),
                    Map.entry("Maven", MAVEN),
                    Map.entry("Go", GO),
                    Map.entry("NuGet", NUGET),
                    Map.entry("Packagist", COMPOSER));

    private static final Pattern PARTIAL = Pattern.compile("\\d+(?:\\.\\d+)?");

    private final String libraryName;

    Scheme(String libraryName) {
        this.libraryName = libraryName;
    }

    /** The scheme of "Debian:12", "npm", …; empty where no comparison is known to be right. */
    public static Optional<Scheme> of(String ecosystem) {
        return Optional.ofNullable(ECOSYSTEMS.get(Ecosystems.family(ecosystem)));
    }

    /** Whether this scheme understands the text as a version. */
    public boolean reads(String version) {
        return compare(version, version).isPresent();
    }

    /** Negative, zero or positive as {@code a} is older than, equal to or newer than {@code b}. */
    public OptionalInt compare(String a, String b) {
        if (a.length() > VERSION_CHARACTERS_MAX || b.length() > VERSION_CHARACTERS_MAX) {
            return OptionalInt.empty();
        }
        return this == DEBIAN ? DebianVersions.compare(a, b) : compareByLibrary(a, b);
    }

    private OptionalInt compareByLibrary(String a, String b) {
        try {
            var left = VersionFactory.forScheme(libraryName, plain(a));
            var right = VersionFactory.forScheme(libraryName, plain(b));
            return OptionalInt.of(left.compareTo(right));
        } catch (RuntimeException unreadable) {
            // Each of the library's parsers refuses in its own way, some by accident.
            return OptionalInt.empty();
        }
    }

    /**
     * Go's tools write v1.2.3 where its advisories write 1.2.3, and old npm advisories write 2.0.
     */
    private String plain(String version) {
        return switch (this) {
            case GO -> version.startsWith("v") ? version : "v" + version;
            case NPM -> PARTIAL.matcher(version).matches() ? padded(version) : version;
            default -> version;
        };
    }

    private static String padded(String version) {
        return version.contains(".") ? version + ".0" : version + ".0.0";
    }
}
