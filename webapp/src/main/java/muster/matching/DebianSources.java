package muster.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * From Debian's binary package names, which {@code dpkg -l} prints, to the source packages that its
 * advisories name.
 *
 * <p>Facts from the package indexes of Debian 11, 12 and 13 (main and security), made by {@code
 * DebianSourcesMaker}. Lines are sorted by name:
 *
 * <pre>name [TAB source[mark] [TAB release=source[mark]]…]</pre>
 *
 * A name alone is its own source. The mark {@code ~} says that the binary's version is the source's
 * under another epoch, {@code !} that it is another one altogether.
 */
final class DebianSources {
    /** A source package, and what the binary's version says about the source's. */
    record Source(String name, Numbering numbering) {}

    /** How a binary is numbered. */
    enum Numbering {
        AS_SOURCE,
        WITH_OWN_EPOCH,
        ON_ITS_OWN
    }

    private static final String RESOURCE = "/matching/debian-sources.tsv.gz";

    /** The kernel that a release was made with; others are backports in a source of their own. */
    private static final Map<String, String> NATIVE_KERNELS =
            Map.of("10", "4.19", "11", "5.10", "12", "6.1", "13", "6.12");

    private static final Pattern KERNEL =
            Pattern.compile(
                    "linux-(?:image|headers|modules|kbuild|config|source|doc|support)"
                            + "-(\\d+\\.\\d+).*");
    private static final Pattern KERNEL_VERSION = Pattern.compile("(\\d+\\.\\d+)\\..*");

    /** Built again after signing, for instance linux-signed-amd64, grub-efi-amd64-signed. */
    private static final Pattern SIGNED =
            Pattern.compile("(.+?)-signed(-\\d[.\\d]*)?(?:-(?:amd64|arm64|i386))?");

    private static final Pattern SIGNED_ARCHITECTURE =
            Pattern.compile("(?:-efi)?-(?:amd64|arm64|ia32|i386)$");

    private DebianSources() {}

    /** The source of a binary package in a release such as "12"; null when it is not known. */
    static @Nullable Source of(String binary, String release, String version) {
        if (KERNEL.matcher(binary).matches()) {
            return kernel(release, version);
        }
        var line = Table.BYTES.lineOf(binary);
        return line == null ? null : choose(line, release, version);
    }

    /** The source behind a signed one, which has versions of its own; null for all others. */
    static @Nullable Source unsigned(String source, String release, String version) {
        var signed = SIGNED.matcher(source);
        if (!signed.matches()) {
            return null;
        }
        var base = SIGNED_ARCHITECTURE.matcher(signed.group(1)).replaceFirst("");
        return switch (base) {
            case "linux" -> kernel(release, version);
            // Its version is the loader's behind a counter: 1+2.06-13+deb12u1.
            case "grub" -> new Source("grub2", Numbering.ON_ITS_OWN);
            case "systemd-boot" -> new Source("systemd", Numbering.ON_ITS_OWN);
            default -> new Source(base.replace("-helpers", ""), Numbering.ON_ITS_OWN);
        };
    }

    private static Source kernel(String release, String version) {
        var number = KERNEL_VERSION.matcher(version);
        var stranger =
                number.matches()
                        && NATIVE_KERNELS.containsKey(release)
                        && !number.group(1).equals(NATIVE_KERNELS.get(release));
        var name = stranger ? "linux-" + number.group(1) : "linux";
        return new Source(name, Numbering.AS_SOURCE);
    }

    private static Source choose(String line, String release, String version) {
        var columns = List.of(line.split("\t", -1));
        var chosen = columns.size() > 1 ? columns.get(1) : columns.getFirst();
        for (var column : columns.subList(Math.min(2, columns.size()), columns.size())) {
            if (column.startsWith(release + "=")) {
                chosen = column.substring(release.length() + 1);
            }
        }
        var numbering = numbering(chosen);
        var marked = numbering != Numbering.AS_SOURCE;
        var name = marked ? chosen.substring(0, chosen.length() - 1) : chosen;
        var unsigned = unsigned(name, release, version);
        return unsigned == null ? new Source(name, numbering) : unsigned;
    }

    private static Numbering numbering(String marked) {
        if (marked.endsWith("!")) {
            return Numbering.ON_ITS_OWN;
        } else {
            return marked.endsWith("~") ? Numbering.WITH_OWN_EPOCH : Numbering.AS_SOURCE;
        }
    }

    /** The sorted lines as bytes: a search costs no memory beyond them. */
    private static final class Table {
        static final Table BYTES = load();

        private final byte[] lines;

        private Table(byte[] lines) {
            this.lines = lines;
        }

        private static Table load() {
            try (var resource = DebianSources.class.getResourceAsStream(RESOURCE);
                    var inflated =
                            new GZIPInputStream(Objects.requireNonNull(resource, RESOURCE))) {
                return new Table(inflated.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
        }

        @Nullable String lineOf(String name) {
            var key = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            var low = 0;
            var high = lines.length;
            while (low < high) {
                var start = lineStart((low + high) >>> 1);
                var order = compareAt(start, key);
                if (order == 0) {
                    return new String(lines, start, lineEnd(start) - start, StandardCharsets.UTF_8);
                } else if (order < 0) {
                    low = lineEnd(start) + 1;
                } else {
                    high = start;
                }
            }
            return null;
        }

        private int lineStart(int at) {
            var start = at;
            while (start > 0 && lines[start - 1] != '\n') {
                start--;
            }
            return start;
        }

        private int lineEnd(int start) {
            var end = start;
            while (end < lines.length && lines[end] != '\n') {
                end++;
            }
            return end;
        }

        private int compareAt(int start, byte[] key) {
            for (var i = 0; i < key.length; i++) {
                var at = start + i;
                var ended = at >= lines.length || lines[at] == '\n' || lines[at] == '\t';
                if (ended) {
                    return -1;
                }
                var difference = lines[at] - key[i];
                if (difference != 0) {
                    return difference;
                }
            }
            var at = start + key.length;
            return at >= lines.length || lines[at] == '\n' || lines[at] == '\t' ? 0 : 1;
        }
    }
}
