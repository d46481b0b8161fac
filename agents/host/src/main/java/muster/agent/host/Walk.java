package muster.agent.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A walk over the folders of this computer. It follows no links, so that it neither leaves nor
 * circles; it passes over what is mounted from elsewhere, over caches and over what belongs to
 * containers; and it ends within its bounds, whatever lies on the disk.
 */
final class Walk {
    /**
     * How far it goes.
     *
     * @param files folders count as well
     */
    record Bounds(int depth, long files, Duration time) {
        static final Bounds USUAL = new Bounds(24, 3_000_000, Duration.ofMinutes(30));
    }

    /** Takes a file that is no link. */
    interface Visitor {
        void file(Path file) throws IOException;
    }

    /** Called every now and then, to leave the processor to others. */
    interface Rest {
        void rest();
    }

    /** What is no installation: other computers', containers', caches, and the kernel's own. */
    private static final Set<String> PASSED_OVER =
            Set.of(
                    "proc",
                    "sys",
                    "dev",
                    "run",
                    "tmp",
                    "boot",
                    "snap",
                    "lost+found",
                    "var/tmp",
                    "var/cache",
                    "var/run",
                    "var/lib/docker",
                    "var/lib/containerd",
                    "var/lib/containers",
                    "var/lib/kubelet",
                    "var/lib/lxc",
                    "var/lib/lxd",
                    "var/lib/machines",
                    "var/lib/snapd",
                    "var/lib/flatpak",
                    "var/lib/dpkg",
                    "usr/lib/modules",
                    "usr/src");

    /** Folders of these names hold copies for later, or history. */
    private static final Set<String> PASSED_OVER_ANYWHERE =
            Set.of(".cache", ".m2", ".gradle", ".ivy2", ".npm", ".git", ".Trash", "_cacache");

    private static final int REST_EVERY = 256;

    private final Path root;
    private final Set<Path> foreign;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final Rest rest;
    private long files;
    private long endNanos;
    private int unreadable;
    private boolean ended;

    /**
     * Of a root folder.
     *
     * @param foreign folders not to enter
     */
    Walk(Path root, Set<Path> foreign, Bounds bounds, LongSupplier nanoTime, Rest rest) {
        this.root = root;
        this.foreign = Set.copyOf(foreign);
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.rest = rest;
    }

    /** Visits all files; says what it could not, or nothing. */
    Optional<String> over(Visitor visitor) {
        endNanos = nanoTime.getAsLong() + bounds.time().toNanos();
        folder(root, 0, visitor);
        if (ended) {
            return Optional.of("stopped after %,d files, which is its bound".formatted(files));
        } else {
            return unreadable == 0
                    ? Optional.empty()
                    : Optional.of(
                            "%,d folders or files may not or could not be read"
                                    .formatted(unreadable));
        }
    }

    private void folder(Path folder, int depth, Visitor visitor) {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isAtItsEnd()) {
                    return;
                }
                entry(entry, depth, visitor);
            }
        } catch (IOException | DirectoryIteratorException failed) {
            unreadable++;
        }
    }

    private boolean isAtItsEnd() {
        if (++files % REST_EVERY == 0) {
            rest.rest();
            ended |= nanoTime.getAsLong() - endNanos > 0;
        }
        ended |= files > bounds.files();
        return ended;
    }

    private void entry(Path entry, int depth, Visitor visitor) {
        try {
            var attributes =
                    Files.readAttributes(
                            entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                visitor.file(entry);
            } else if (attributes.isDirectory() && isEntered(entry, depth)) {
                folder(entry, depth + 1, visitor);
            }
        } catch (IOException failed) {
            unreadable++;
        }
    }

    private boolean isEntered(Path folder, int depth) {
        return depth < bounds.depth()
                && !foreign.contains(folder)
                && !PASSED_OVER.contains(root.relativize(folder).toString())
                && !PASSED_OVER_ANYWHERE.contains(String.valueOf(folder.getFileName()));
    }
}
