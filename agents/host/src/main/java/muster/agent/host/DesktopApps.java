package muster.agent.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import muster.packages.Flatpak;
import muster.packages.SnapManifest;

/** Snaps and Flatpaks that the whole computer has, by the folders in which they are deployed. */
final class DesktopApps {
    private static final int ENTRIES_MAX = 10_000;
    private static final List<String> SNAPS = List.of("snap", "var/lib/snapd/snap");

    private DesktopApps() {}

    /** Each snap has a link to the revision that is in use. */
    static void snaps(Path root, Gathered.Tally tally) throws IOException {
        for (String folder : SNAPS) {
            for (Path snap : folders(root.resolve(folder))) {
                var manifest = inUse(snap, "current").map(own -> own.resolve("meta/snap.yaml"));
                if (manifest.filter(Files::isRegularFile).isPresent()) {
                    tally.file(() -> {
                        try (var text = Files.newInputStream(manifest.get())) {
                            return SnapManifest.read(text);
                        }
                    });
                }
            }
        }
    }

    /** Folders app/ID/ARCHITECTURE/BRANCH/active and the same of runtimes. */
    static void flatpaks(Path root, Gathered.Tally tally) throws IOException {
        var all = root.resolve("var/lib/flatpak");
        for (Path deployed : branches(all.resolve("app"))) {
            var deploy = inUse(deployed, "active").map(own -> own.resolve("deploy"));
            if (deploy.filter(Files::isRegularFile).isPresent()) {
                tally.file(() -> {
                    try (var bytes = Files.newInputStream(deploy.get())) {
                        return Flatpak.application(above(deployed, 2), above(deployed, 1), bytes);
                    }
                });
            }
        }
        for (Path deployed : branches(all.resolve("runtime"))) {
            if (inUse(deployed, "active").isPresent()) {
                tally.file(() ->
                        Flatpak.runtime(
                                above(deployed, 2), above(deployed, 0), above(deployed, 1)));
            }
        }
    }

    private static List<Path> branches(Path folder) throws IOException {
        var branches = new ArrayList<Path>();
        for (Path id : folders(folder)) {
            for (Path architecture : folders(id)) {
                branches.addAll(folders(architecture));
            }
        }
        return branches;
    }

    private static String above(Path folder, int levels) {
        return folder.getName(folder.getNameCount() - 1 - levels).toString();
    }

    /** Folders in a folder, in order, without links; none where it is not there. */
    private static List<Path> folders(Path folder) throws IOException {
        var folders = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    boolean own = Files.isDirectory(entry) && !Files.isSymbolicLink(entry);
                    if (own && folders.size() < ENTRIES_MAX) {
                        folders.add(entry);
                    }
                }
            }
        }
        return folders.stream().sorted().toList();
    }

    /** Where a link leads, if that is a neighbour: such links name nothing else. */
    private static Optional<Path> inUse(Path folder, String link) throws IOException {
        var current = folder.resolve(link);
        if (!Files.isSymbolicLink(current)) {
            return Optional.empty();
        }
        var target = Files.readSymbolicLink(current);
        boolean neighbour = !target.isAbsolute() && target.getNameCount() == 1;
        return neighbour
                ? Optional.of(folder.resolve(target)).filter(Files::isDirectory)
                : Optional.empty();
    }
}
