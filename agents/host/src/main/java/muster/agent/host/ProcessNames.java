package muster.agent.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which process holds which socket: by the links in {@code /proc/PID/fd}, which only root may read
 * of others' processes. Of a process nothing is read but its name.
 */
final class ProcessNames {
    private static final int PROCESSES_MAX = 50_000;
    private static final int FILES_MAX = 1_000_000;
    private static final String SOCKET = "socket:[";

    private final Path proc;
    private final Set<String> inodes;
    private final Map<String, String> found = new HashMap<>();
    private int files;

    private ProcessNames(Path proc, Set<String> inodes) {
        this.proc = proc;
        this.inodes = inodes;
    }

    /** Inode of a socket to the name of the process; without those that cannot be told. */
    static Map<String, String> of(Path root, Set<String> inodes) throws IOException {
        var names = new ProcessNames(root.resolve("proc"), inodes);
        if (!inodes.isEmpty() && Files.isDirectory(names.proc)) {
            names.read();
        }
        return names.found;
    }

    private void read() throws IOException {
        int processes = 0;
        try (var all = Files.newDirectoryStream(proc, ProcessNames::isProcess)) {
            for (Path process : all) {
                boolean enough =
                        ++processes > PROCESSES_MAX
                                || files > FILES_MAX
                                || found.size() == inodes.size();
                if (enough) {
                    return;
                }
                holder(process);
            }
        }
    }

    private static boolean isProcess(Path entry) {
        return String.valueOf(entry.getFileName()).chars().allMatch(Character::isDigit);
    }

    /** Processes end while they are looked at; one that is gone holds nothing any more. */
    private void holder(Path process) throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : open) {
                files++;
                var inode = inode(file);
                if (inodes.contains(inode) && !found.containsKey(inode)) {
                    var name = SmallFile.line(process.resolve("comm"));
                    name.ifPresent(known -> found.put(inode, known));
                }
            }
        } catch (NoSuchFileException | AccessDeniedException goneOrNotOurs) {
            // Its sockets stay without a name.
        }
    }

    private static String inode(Path file) throws IOException {
        try {
            var target = Files.readSymbolicLink(file).toString();
            return target.startsWith(SOCKET) && target.endsWith("]")
                    ? target.substring(SOCKET.length(), target.length() - 1)
                    : "";
        } catch (NoSuchFileException closed) {
            return "";
        }
    }
}
