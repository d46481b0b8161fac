package muster.matching;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The program that makes {@code matching/debian-sources.tsv.gz} out of Debian's package indexes.
 *
 * <p>Arguments: the file to write, then {@code RELEASE=Packages} pairs, oldest release first, each
 * an unpacked Packages file (of main and security together) such as {@code apt-helper cat-file}
 * prints.
 */
final class DebianSourcesMaker {
    private static final Pattern REBUILD = Pattern.compile("\\+b\\d+$");
    // Their names carry the build's number, so a rule in DebianSources knows them all.
    private static final Pattern KERNEL =
            Pattern.compile(
                    "linux-(?:image|headers|modules|kbuild|config|source|doc|support)"
                            + "-\\d+\\.\\d+.*");

    private DebianSourcesMaker() {}

    public static void main(String[] arguments) throws IOException {
        var sources = new TreeMap<String, Map<String, String>>();
        for (var i = 1; i < arguments.length; i++) {
            var pair = arguments[i].split("=", 2);
            for (var stanza : Files.readString(Path.of(pair[1])).split("\n\n+", -1)) {
                read(stanza, pair[0], sources);
            }
        }
        var lines = new StringBuilder();
        sources.forEach((name, byRelease) -> lines.append(line(name, byRelease)));
        try (var file = Files.newOutputStream(Path.of(arguments[0]))) {
            deflate(lines.toString(), file);
        }
    }

    private static void read(
            String stanza, String release, Map<String, Map<String, String>> sources) {
        var fields = new LinkedHashMap<String, String>();
        for (var line : stanza.split("\n", -1)) {
            var colon = line.indexOf(": ");
            if (colon > 0 && line.charAt(0) != ' ') {
                fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        var name = fields.get("Package");
        var version = fields.get("Version");
        if (name == null || version == null || KERNEL.matcher(name).matches()) {
            return;
        }
        var words = fields.getOrDefault("Source", name).split(" ", 2);
        var sourceVersion = words.length > 1 ? words[1].replaceAll("[()]", "") : version;
        sources.computeIfAbsent(name, it -> new TreeMap<>())
                .put(release, words[0] + mark(version, sourceVersion));
    }

    private static String mark(String version, String sourceVersion) {
        var plain = REBUILD.matcher(version).replaceFirst("");
        if (sourceVersion.equals(plain) || sourceVersion.equals(version)) {
            return "";
        } else {
            return sourceVersion.equals(plain.substring(plain.indexOf(':') + 1)) ? "~" : "!";
        }
    }

    /** The newest release's answer first, and those of other releases that differ. */
    private static String line(String name, Map<String, String> byRelease) {
        var newest = new TreeSet<>(byRelease.keySet()).last();
        var usual = byRelease.getOrDefault(newest, name);
        var others = new StringBuilder();
        byRelease.forEach((release, source) -> {
            if (!source.equals(usual)) {
                others.append('\t').append(release).append('=').append(source);
            }
        });
        var alone = usual.equals(name) && others.isEmpty();
        return name + (alone ? "" : "\t" + usual + others) + "\n";
    }

    private static void deflate(String text, OutputStream file) throws IOException {
        try (var gzip =
                new GZIPOutputStream(file) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                }) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
