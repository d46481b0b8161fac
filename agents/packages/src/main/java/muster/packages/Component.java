package muster.packages;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One component of a CycloneDX document, collected field by field. */
final class Component {
    /** What is listed beside software: the thing looked at, files, hardware. */
    private static final Set<String> TYPES_OF_NO_SOFTWARE =
            Set.of(
                    "container",
                    "file",
                    "device",
                    "platform",
                    "data",
                    "machine-learning-model",
                    "cryptographic-asset");

    private static final Set<String> FIELDS =
            Set.of("type", "group", "name", "version", "purl", "supplier", "publisher");

    /** Properties in which SBOM tools state the source package. */
    private static final Set<String> PROPERTIES =
            Set.of(
                    "SrcName",
                    "SrcVersion",
                    "SrcRelease",
                    "SrcEpoch",
                    "metadata:source",
                    "metadata:sourceVersion",
                    "metadata:originPackage",
                    "metadata:sourceRpm");

    private final int line;
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    Component(int line) {
        this.line = line;
    }

    void field(String field, String value) {
        if (FIELDS.contains(field)) {
            fields.put(field, value.strip());
        }
    }

    /**
     * Tools put their name first: {@code syft:metadata:source}, {@code aquasecurity:trivy:SrcName}.
     */
    void property(String name, String value) {
        for (String known : PROPERTIES) {
            if (name.endsWith(":" + known)) {
                properties.put(known, value.strip());
            }
        }
    }

    /** Its name as stated, empty where it has none. */
    String name() {
        return fields.getOrDefault("name", "");
    }

    void into(Harvest harvest) {
        String type = fields.getOrDefault("type", "library");
        var purl = Purl.of(fields.get("purl"));
        if (type.equals("operating-system")) {
            operatingSystem(harvest);
        } else if (TYPES_OF_NO_SOFTWARE.contains(type) && !isPackage(purl)) {
            harvest.notInstalled();
        } else if (version(purl) == null && purl == null && !type.equals("library")) {
            harvest.notInstalled(); // A folder or a lock file that only groups what it holds.
        } else {
            add(purl, type, harvest);
        }
    }

    /** Tools list a jar as a file, and still say by its package URL which package it is. */
    private static boolean isPackage(@Nullable Purl purl) {
        return purl != null && Source.ofPurlType(purl.type()) != null;
    }

    private void operatingSystem(Harvest harvest) {
        String name = fields.get("name");
        String version = fields.get("version");
        if (name != null
                && version != null
                && !name.isBlank()
                && !version.isBlank()
                && Software.fault(name, version) == null) {
            String id = CycloneDxDistribution.id(name);
            harvest.distribution(
                    new Distribution(
                            id,
                            Distributions.release(id, version),
                            "operating-system component %s %s".formatted(name, version)));
        }
    }

    private void add(@Nullable Purl purl, String type, Harvest harvest) {
        var where = new Line(line, fields.getOrDefault("name", ""));
        String version = version(purl);
        Source source = purl == null ? null : Source.ofPurlType(purl.type());
        var origin = Origin.of(purl, properties);
        harvest.add(
                where,
                source != null ? source : type.equals("firmware") ? Source.FIRMWARE : Source.BINARY,
                name(purl, source),
                version,
                purl == null ? null : purl.qualifier("arch"),
                origin == null ? null : origin.name(),
                origin == null ? null : origin.version(),
                vendor(),
                purl == null ? null : purl.canonical());
    }

    private @Nullable String vendor() {
        String supplier = fields.get("supplier");
        String vendor = supplier == null || supplier.isEmpty() ? fields.get("publisher") : supplier;
        return vendor == null || vendor.isEmpty() ? null : vendor;
    }

    /** With the epoch, which package URLs keep apart from the version. */
    private @Nullable String version(@Nullable Purl purl) {
        String stated = fields.get("version");
        String version =
                (stated == null || stated.isEmpty()) && purl != null ? purl.version() : stated;
        String epoch = purl == null ? null : purl.qualifier("epoch");
        boolean lacksEpoch = epoch != null && Text.isNumber(epoch) && !epoch.equals("0");
        if (version == null || version.isEmpty()) {
            return null;
        }
        return lacksEpoch && version.indexOf(':') < 0 ? epoch + ":" + version : version;
    }

    /** The name by which the packaging system, and with it the advisories, know it. */
    private String name(@Nullable Purl purl, @Nullable Source source) {
        String name = fields.getOrDefault("name", "");
        if (purl == null || source == null) {
            return name;
        }
        return switch (source) {
            case MAVEN ->
                    purl.namespace().isEmpty() ? purl.name() : purl.namespace() + ":" + purl.name();
            case NPM, GO, COMPOSER, SWIFT ->
                    purl.namespace().isEmpty() ? purl.name() : purl.namespace() + "/" + purl.name();
            case DEB,
                    RPM,
                    APK,
                    PYPI,
                    GEM,
                    CARGO,
                    NUGET,
                    HEX,
                    PUB,
                    CONAN,
                    WINDOWS_PROGRAM,
                    MAC_APP,
                    HOMEBREW,
                    CHROME_EXTENSION,
                    VSCODE_EXTENSION,
                    JETBRAINS_PLUGIN,
                    IOS_APP,
                    ANDROID_APP,
                    FIRMWARE,
                    NETWORK_OS,
                    PORTAGE,
                    ALPM,
                    SNAP,
                    FLATPAK,
                    BINARY ->
                    purl.name();
        };
    }
}
