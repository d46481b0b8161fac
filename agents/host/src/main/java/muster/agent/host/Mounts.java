package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

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

    /** The folders, as paths below the root. */
    static Set<Path> foreign(Path root) throws IOException {
        var foreign = new HashSet<Path>();
        var table = SmallFile.text(root.resolve("proc/self/mountinfo")).orElse("");
        for (String line : table.lines().toList()) {
            var words = line.split(" ", -1);
            int type = indexOf(words) + 1;
            if (type > POINT && type < words.length && !DISKS.contains(words[type])) {
                var point = plain(words[POINT]);
                if (!point.equals("/")) {
                    foreign.add(root.resolve(point.substring(1)));
                }
            }
        }
        return foreign;
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
