package muster.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one jar says that it is: the coordinates of each {@code pom.properties} that Maven left in
 * it, and where there is none, its manifest (<a
 * href="https://docs.oracle.com/en/java/javase/25/docs/specs/jar/jar.html">JAR file
 * specification</a>).
 */
final class JarIdentity {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String MAVEN = "META-INF/maven/";
    private static final String POM_PROPERTIES = "pom.properties";
    private static final int FILE_BYTES_MAX = 256 * 1024;

    private final String fileName;
    private final Line where;
    private final Map<String, String> manifest = new HashMap<>();
    private boolean named;

    /**
     * @param fileName without folders
     */
    JarIdentity(String fileName, Line where) {
        this.fileName = fileName;
        this.where = where;
    }

    /** Whether an entry tells what the jar is. */
    static boolean isTelling(String entry) {
        return entry.equals(MANIFEST)
                || entry.equals(POM_PROPERTIES)
                || (entry.startsWith(MAVEN) && entry.endsWith("/" + POM_PROPERTIES));
    }

    void read(String entry, InputStream content, Harvest harvest) throws IOException {
        try {
            if (entry.equals(MANIFEST)) {
                readManifest(content);
            } else {
                readPom(content, harvest);
            }
        } catch (UncheckedIOException broken) {
            var cause = broken.getCause();
            if (cause != null) {
                throw cause;
            }
            throw broken;
        }
    }

    private void readPom(InputStream content, Harvest harvest) {
        var properties = new HashMap<String, String>();
        for (Line line : lines(content)) {
            String text = line.text().strip();
            int equals = text.indexOf('=');
            if (equals > 0 && text.charAt(0) != '#') {
                properties.putIfAbsent(
                        text.substring(0, equals).strip(), text.substring(equals + 1).strip());
            }
        }
        String group = properties.getOrDefault("groupId", "");
        String artifact = properties.getOrDefault("artifactId", "");
        String version = properties.getOrDefault("version", "");
        if (isWord(group) && isWord(artifact) && isVersion(version)) {
            named = true;
            harvest.add(where, Source.MAVEN, group + ":" + artifact, version, null);
        }
    }

    /** A line that begins with a blank goes on where the one before ended. */
    private void readManifest(InputStream content) {
        String field = "";
        int lineBefore = 0;
        for (Line line : lines(content)) {
            if (lineBefore > 0 && line.number() > lineBefore + 1) {
                return; // What follows the first blank line is about single files of the jar.
            }
            lineBefore = line.number();
            String text = line.text();
            int colon = text.indexOf(": ");
            if (text.charAt(0) == ' ') {
                manifest.computeIfPresent(field, (key, value) -> value + text.substring(1));
            } else if (colon > 0) {
                field = text.substring(0, colon);
                manifest.putIfAbsent(field, text.substring(colon + 2).strip());
            }
        }
    }

    private static Iterable<Line> lines(InputStream content) {
        return TextLines.of(content, FILE_BYTES_MAX);
    }

    /** Adds what the manifest says, unless coordinates said it better. */
    void into(Harvest harvest) {
        String artifact = artifact();
        String version = version();
        if (!named && artifact != null && version != null) {
            String group = group(artifact);
            harvest.add(
                    where,
                    Source.MAVEN,
                    group == null ? artifact : group + ":" + artifact,
                    version,
                    null,
                    null,
                    null,
                    vendor(),
                    null);
        } else if (!named) {
            harvest.unread(where, "a jar that does not say what it is");
        }
    }

    /** Jars are mostly named artifact-version.jar; others state it as their title or bundle. */
    private @Nullable String artifact() {
        int version = versionAt();
        String title = manifest.getOrDefault("Implementation-Title", "");
        String bundle = bundle();
        if (version > 0) {
            return fileName.substring(0, version - 1);
        } else if (isWord(title)) {
            return title;
        } else {
            return isWord(bundle) ? bundle : null;
        }
    }

    private @Nullable String version() {
        for (String field :
                new String[] {
                    "Implementation-Version", "Bundle-Version", "Specification-Version"
                }) {
            String stated = manifest.getOrDefault(field, "");
            if (isVersion(stated)) {
                return stated;
            }
        }
        int version = versionAt();
        int dot = fileName.lastIndexOf('.');
        return version > 0 && dot > version ? fileName.substring(version, dot) : null;
    }

    /** Where in the file's name the version begins, or -1. */
    private int versionAt() {
        int dash = fileName.indexOf('-');
        while (dash > 0 && dash + 1 < fileName.length()) {
            if (Text.isDigit(fileName.charAt(dash + 1))) {
                return isWord(fileName.substring(0, dash)) ? dash + 1 : -1;
            }
            dash = fileName.indexOf('-', dash + 1);
        }
        return -1;
    }

    /**
     * The group only where the manifest states it: as the vendor's id, or before the artifact in
     * the bundle's name.
     */
    private @Nullable String group(String artifact) {
        String vendor = manifest.getOrDefault("Implementation-Vendor-Id", "");
        String bundle = bundle();
        if (isWord(vendor) && vendor.indexOf('.') > 0) {
            return vendor;
        } else {
            boolean stated = bundle.endsWith("." + artifact);
            String group =
                    stated ? bundle.substring(0, bundle.length() - artifact.length() - 1) : "";
            return isWord(group) ? group : null;
        }
    }

    private String bundle() {
        String stated = manifest.getOrDefault("Bundle-SymbolicName", "");
        int directives = stated.indexOf(';');
        return (directives < 0 ? stated : stated.substring(0, directives)).strip();
    }

    private @Nullable String vendor() {
        String vendor =
                manifest.getOrDefault(
                        "Implementation-Vendor", manifest.getOrDefault("Bundle-Vendor", ""));
        return vendor.isBlank() || Software.fault(vendor) != null ? null : vendor;
    }

    private static boolean isWord(String text) {
        return Text.consistsOf(text, "._-") && text.length() <= Limits.NAME_CHARACTERS_MAX;
    }

    private static boolean isVersion(String text) {
        return Text.consistsOf(text, "._-+") && Text.hasDigit(text);
    }
}
