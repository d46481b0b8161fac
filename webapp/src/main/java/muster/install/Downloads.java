package muster.install;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import muster.database.Sha256;

/**
 * The collectors' programs that this hub offers: a folder as the build leaves it, read once. It
 * holds {@code muster-agent-VERSION-PLATFORM.tar.gz} and {@code muster-scanner-…}, a signature
 * {@code .sig} beside each, and the public key {@value #KEY} of who released them.
 */
public final class Downloads {
    static final String KEY = "muster-release.pub";

    private static final String SIGNATURE = ".sig";
    private static final Set<String> ALWAYS = Set.of(KEY, "SHA256SUMS", "SHA256SUMS" + SIGNATURE);
    private static final int KEY_BYTES_MAX = 4_096;
    private static final Pattern PROGRAM =
            Pattern.compile(
                    "muster-(agent|scanner)-([0-9][0-9A-Za-z.+-]*?)"
                            + "-(linux-(?:amd64|arm64))\\.tar\\.gz");

    private final List<Program> programs;
    private final String key;
    private final Path folder;

    /**
     * A program for one platform.
     *
     * @param collector what it is: agent or scanner
     * @param platform such as linux-amd64
     * @param bytes its size
     * @param sha256 in hexadecimal
     */
    public record Program(
            String file,
            String collector,
            String version,
            String platform,
            long bytes,
            String sha256) {
        static final String AGENT = "agent";
        static final String SCANNER = "scanner";

        public String signature() {
            return file + SIGNATURE;
        }
    }

    private Downloads(List<Program> programs, String key, Path folder) {
        this.programs = List.copyOf(programs);
        this.key = key;
        this.folder = folder;
    }

    /** Reads the folder; a hub without one offers nothing, and its pages say so. */
    public static Downloads in(Optional<Path> folder) {
        return folder.filter(one -> Files.isRegularFile(one.resolve(KEY)))
                .map(Downloads::read)
                .orElseGet(() -> new Downloads(List.of(), "", Path.of("")));
    }

    private static Downloads read(Path folder) {
        try (var files = Files.list(folder)) {
            var programs =
                    files.filter(file -> Files.isRegularFile(signature(file)))
                            .flatMap(file -> program(file).stream())
                            .sorted(Comparator.comparing(Program::file))
                            .toList();
            var key = Files.readString(folder.resolve(KEY), StandardCharsets.US_ASCII).strip();
            if (key.length() > KEY_BYTES_MAX || key.contains("PRIVATE") || key.contains("'")) {
                throw new IllegalStateException(folder.resolve(KEY) + " is no public key");
            }
            return new Downloads(programs, key, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    private static Path signature(Path file) {
        return file.resolveSibling(file.getFileName() + SIGNATURE);
    }

    private static Optional<Program> program(Path file) {
        var name = String.valueOf(file.getFileName());
        var named = PROGRAM.matcher(name);
        if (!named.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Program(
                            name,
                            named.group(1),
                            named.group(2),
                            named.group(3),
                            Files.size(file),
                            sha256(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), Sha256.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    List<Program> programs() {
        return programs;
    }

    /** The release key as PEM; empty where nothing is offered. */
    String key() {
        return key;
    }

    /** What the release key is known by: the SHA-256 of its PEM text's bytes between the lines. */
    String keyFingerprint() {
        var base64 = key.replaceAll("-----[^-]+-----|\\s", "");
        if (base64.isEmpty()) {
            return "";
        }
        var digest = Sha256.digest().digest(Base64.getDecoder().decode(base64));
        return HexFormat.ofDelimiter(":").formatHex(digest);
    }

    /** The newest program of one kind for a platform. */
    Optional<Program> newest(String collector, String platform) {
        return programs.stream()
                .filter(one -> one.collector().equals(collector) && one.platform().equals(platform))
                .max(Comparator.comparing(program -> Version.parse(program.version())));
    }

    /** The file of this name, if it is offered: a program, a signature, the key, the checksums. */
    Optional<Path> file(String name) {
        var offered =
                ALWAYS.contains(name)
                        ? !programs.isEmpty()
                        : programs.stream()
                                .anyMatch(one ->
                                        one.file().equals(name) || one.signature().equals(name));
        // What was there when the hub started may be gone.
        return Optional.of(folder.resolve(name))
                .filter(file -> offered && Files.isRegularFile(file));
    }
}
