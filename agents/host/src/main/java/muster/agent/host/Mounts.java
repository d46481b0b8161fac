package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Folders at which something else than a disk of this computer is mounted: networks, the kernel's
 * own, other computers' and containers' (<a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>).
 */
final class Mounts {
    private static final Set<String> DISKS =
            Set.of(
                    "ext2",
                    "ext3",
                    "ext4",
                    "xfs",
                    "btrfs",
                    "zfs",
                    "f2fs",
                    "jfs",
                    "reiserfs",
                    "bcachefs",
                    "ubifs",
                    "erofs",
                    "vfat");
    private static final int POINT = 4;
    private static final String TYPE_FOLLOWS = "-";

    private Mounts() {}

    /**
     * The folders, as paths below the root. A root that is mounted itself is that of a host, as
     * this container sees it: what is mounted elsewhere is the container's.
     */
    static Set<Path> foreign(Path root) throws IOException {
        var foreign = new HashSet<Path>();
        boolean isHost = false;
        var table = SmallFile.text(root.resolve("proc/self/mountinfo")).orElse("");
        for (String line : table.lines().toList()) {
            var words = line.split(" ", -1);
            int type = indexOf(words) + 1;
            if (type > POINT && type < words.length) {
                var point = Path.of(plain(words[POINT]));
                isHost |= point.equals(root) && point.getNameCount() > 0;
                if (!DISKS.contains(words[type])) {
                    foreign.add(point);
                }
            }
        }
        return isHost ? below(root, foreign) : moved(root, foreign);
    }

    private static Set<Path> below(Path root, Set<Path> points) {
        return points.stream()
                .filter(point -> point.startsWith(root) && !point.equals(root))
                .collect(Collectors.toSet());
    }

    private static Set<Path> moved(Path root, Set<Path> points) {
        return points.stream()
                .filter(point -> point.getNameCount() > 0)
                .map(point -> root.resolve(point.toString().substring(1)))
                .collect(Collectors.toSet());
    }

    /** Optional words stand before the type, so that their end is marked. */
    private static int indexOf(String[] words) {
        for (int at = POINT; at < words.length; at++) {
            if (words[at].equals(TYPE_FOLLOWS)) {
                return at;
            }
        }
        return words.length;
    }

    /** Blanks in names are printed as octal numbers. */
    private static String plain(String point) {
        return point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }
}
