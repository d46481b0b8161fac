package muster.agent.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.packages.PackageDatabase;
import muster.packages.Reading;
import muster.wire.SoftwareFact;

/**
 * All software that the files of a computer tell of, by no other program's help: the package
 * managers' databases, and what a walk over the disk finds beside them.
 */
final class SoftwareOnDisk {
    private static final List<String> DPKG = List.of("var/lib/dpkg/status");
    private static final String DPKG_FOLDER = "var/lib/dpkg/status.d";
    private static final List<String> APK =
            List.of("lib/apk/db/installed", "usr/lib/apk/db/installed");
    private static final int FILES_MAX = 20_000;

    private final Path root;
    private final Failures failures;
    private final Gathered gathered;

    private SoftwareOnDisk(Path root, Gathered gathered, Failures failures) {
        this.root = root;
        this.gathered = gathered;
        this.failures = failures;
    }

    /**
     * All of it.
     *
     * @param before what each database said when it was last read; kept up to date
     */
    static List<SoftwareFact> read(
            Path root,
            WholeDisk wholeDisk,
            Map<String, List<SoftwareFact>> before,
            Failures failures) {
        var gathered = new Gathered(before, failures);
        new SoftwareOnDisk(root, gathered, failures).databases();
        wholeDisk.into(gathered, failures);
        gathered.close();
        return gathered.software();
    }

    private void databases() {
        gathered.from("dpkg", () -> database(DPKG, PackageDatabase::dpkg));
        gathered.from("rpm", () -> RpmOnDisk.read(root));
        gathered.from("apk", () -> database(APK, PackageDatabase::apk));
        tallied("dpkg", tally -> statusFolder(tally));
        tallied("snap", tally -> DesktopApps.snaps(root, tally));
        tallied("flatpak", tally -> DesktopApps.flatpaks(root, tally));
    }

    private interface Tallied {
        void read(Gathered.Tally tally) throws IOException;
    }

    private void tallied(String source, Tallied files) {
        var tally = gathered.of(source);
        failures.attempt(
                source,
                () -> {
                    files.read(tally);
                    return tally;
                },
                tally);
        tally.close();
    }

    private interface Database {
        Reading read(InputStream file) throws IOException;
    }

    /** The first of these files that is there; empty where none is. */
    private Optional<Reading> database(List<String> files, Database reader) throws IOException {
        for (String each : files) {
            var file = root.resolve(each);
            if (Files.isRegularFile(file)) {
                try (var text = Files.newInputStream(file)) {
                    return Optional.of(reader.read(text));
                }
            }
        }
        return Optional.empty();
    }

    /** Images without a package manager keep a file for each package. */
    private void statusFolder(Gathered.Tally tally) throws IOException {
        var files = new ArrayList<Path>();
        var folder = root.resolve(DPKG_FOLDER);
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    boolean checksums = entry.toString().endsWith(".md5sums");
                    if (!checksums && Files.isRegularFile(entry) && files.size() < FILES_MAX) {
                        files.add(entry);
                    }
                }
            }
        }
        for (Path file : files.stream().sorted().toList()) {
            tally.file(() -> {
                try (var text = Files.newInputStream(file)) {
                    return PackageDatabase.dpkg(text);
                }
            });
        }
    }
}
