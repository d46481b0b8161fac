package muster.matching;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the public advisories call a piece of software: the key of the index and of every verdict.
 *
 * @param ecosystem "Debian:12", "Alpine:v3.19", "npm", …
 * @param name the source package in a distribution, the registry's name elsewhere
 * @param version of that source package
 */
public record Identity(String ecosystem, String name, String version) implements Identification {

    private static final Pattern REBUILD = Pattern.compile("\\+b\\d+$");
    private static final Pattern PYTHON_SEPARATORS = Pattern.compile("[-_.]+");

    /** Never guesses: where a name or version would be a guess, it says what is missing. */
    public static Identification of(Component component) {
        if (component.version() == null || component.version().isBlank()) {
            return new CannotTell("no version");
        }
        var version = component.version().strip();
        var registry = Ecosystems.registry(component.source());
        if (registry.isPresent()) {
            return new Identity(registry.get(), registryName(component), version);
        }
        return switch (kind(component)) {
            case "deb", "apk", "rpm" -> inDistribution(component, version);
            default ->
                    new CannotTell(
                            "no feed for this kind of software (" + component.source() + ")");
        };
    }

    /** A poster that says no more than "os_package" means its system's own package manager. */
    private static String kind(Component component) {
        var distribution = component.distribution();
        if (!component.source().equals("os_package") || distribution == null) {
            return component.source();
        }
        return switch (distribution.id().strip().toLowerCase(Locale.ROOT)) {
            case "debian", "ubuntu" -> "deb";
            case "alpine" -> "apk";
            default -> "rpm";
        };
    }

    private static String registryName(Component component) {
        // PyPI's own rule: runs of -, _ and . are one dash, and case does not matter.
        return component.source().equals("pypi")
                ? PYTHON_SEPARATORS
                        .matcher(component.name())
                        .replaceAll("-")
                        .toLowerCase(Locale.ROOT)
                : component.name();
    }

    private static Identification inDistribution(Component component, String version) {
        var distribution = component.distribution();
        if (distribution == null) {
            return new CannotTell("the distribution and its release are unknown");
        }
        var ecosystem = Ecosystems.of(distribution);
        if (ecosystem.isEmpty()) {
            return new CannotTell(
                    "%s has no release that advisories name: %s"
                            .formatted(distribution.id(), distribution.version()));
        }
        return switch (kind(component)) {
            case "deb" -> debian(component, version, ecosystem.get());
            case "apk" -> alpine(component, version, ecosystem.get());
            default -> new Identity(ecosystem.get(), component.name(), version);
        };
    }

    private static Identification debian(Component component, String version, String ecosystem) {
        var sourceName = component.sourceName();
        var sourceVersion = component.sourceVersion();
        var release = ecosystem.substring(ecosystem.indexOf(':') + 1);
        if (sourceName != null) {
            var unsigned = DebianSources.unsigned(sourceName, release, version);
            if (unsigned != null) {
                return identityOf(unsigned, component.name(), version, ecosystem);
            } else {
                var own = sourceVersion == null ? version : sourceVersion;
                return new Identity(ecosystem, sourceName, withoutRebuild(own));
            }
        } else {
            var source = DebianSources.of(component.name(), release, version);
            return identityOf(source, component.name(), version, ecosystem);
        }
    }

    private static Identification identityOf(
            DebianSources.@Nullable Source source, String name, String version, String ecosystem) {
        if (source == null) {
            return CannotTell.about(
                    name,
                    Ecosystems.family(ecosystem).equals("Debian")
                            ? "%s is not among Debian's own packages"
                            : "the source package of %s is unknown");
        }
        return switch (source.numbering()) {
            case AS_SOURCE -> new Identity(ecosystem, source.name(), withoutRebuild(version));
            case WITH_OWN_EPOCH ->
                    new Identity(
                            ecosystem,
                            source.name(),
                            withoutRebuild(version.substring(version.indexOf(':') + 1)));
            case ON_ITS_OWN ->
                    CannotTell.about(
                            name, "%s is built from " + source.name() + " under another version");
        };
    }

    /** A rebuild without source changes ends in +bN; advisories name the source's version. */
    private static String withoutRebuild(String version) {
        return REBUILD.matcher(version).replaceFirst("");
    }

    private static Identification alpine(Component component, String version, String ecosystem) {
        return component.sourceName() == null
                ? CannotTell.about(component.name(), "the origin package of %s is unknown")
                : new Identity(ecosystem, component.sourceName(), version);
    }
}
