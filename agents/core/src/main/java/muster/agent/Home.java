package muster.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that is all a collector remembers. Only its owner reads it, and only one runs on it.
 */
public final class Home implements AutoCloseable {
    private static final String LOCK = "lock";

    /** A piece of disk to give back, so that a full one still takes the notes that say so. */
    private static final String RESERVE = "reserve";

    private static final int RESERVE_BYTES = 128 * 1024;

    private final Path folder;
    private final Disk disk;
    private final FileChannel lock;

    /** Another collector runs on this folder. */
    public static final class InUse extends IOException {
        private InUse(Path folder) {
            super("another agent runs on " + folder);
        }
    }

    private Home(Path folder, Disk disk, FileChannel lock) {
        this.folder = folder;
        this.disk = disk;
        this.lock = lock;
    }

    /**
     * Makes the folder where there is none, and keeps everybody else out of it until it is closed.
     *
     * @throws InUse by another collector
     */
    public static Home open(Path folder, Disk disk) throws IOException {
        makeFolder(folder);
        var lock =
                FileChannel.open(
                        folder.resolve(LOCK),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        ownerOnly(folder, "rw-------"));
        boolean held = false;
        try {
            held = lock.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            held = false;
        } finally {
            if (!held) {
                lock.close();
            }
        }
        if (!held) {
            throw new InUse(folder);
        }
        return new Home(folder, disk, lock);
    }

    /** The hub that its collector enrolled at; empty where none did. */
    public Optional<URI> hub() throws IOException {
        return Identity.in(this).map(Identity::hub);
    }

    /** A folder in it, made where there is none. */
    Path folder(String name) throws IOException {
        var path = folder.resolve(name);
        makeFolder(path);
        return path;
    }

    public Path folder() {
        return folder;
    }

    Disk disk() {
        return disk;
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    Optional<byte[]> read(String name) throws IOException {
        var file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Writes something small, on a full disk too. */
    void write(String name, byte[] content) throws IOException {
        try {
            disk.write(folder.resolve(name), content);
        } catch (IOException full) {
            Files.deleteIfExists(folder.resolve(RESERVE));
            disk.write(folder.resolve(name), content);
        }
        keepReserve();
    }

    private void keepReserve() {
        var reserve = folder.resolve(RESERVE);
        if (!Files.exists(reserve)) {
            try {
                disk.write(reserve, new byte[RESERVE_BYTES]);
            } catch (IOException full) {
                // Taken again when there is room.
            }
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            var parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, ownerOnly(folder, "rwx------"));
        } else if (isPosix(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    static FileAttribute<?>[] ownerOnly(Path near, String permissions) {
        if (isPosix(near)) {
            Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
        } else {
            return new FileAttribute<?>[0];
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
