package muster.packages;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A jar, war or the like, and the jars in it. Of the outer one, and of jars that lie in it
 * unpacked, only the entries are read that tell what they are; a packed one has to be inflated.
 */
public final class JavaArchive {
    private static final Set<String> ENDINGS =
            Set.of("jar", "war", "ear", "par", "sar", "hpi", "jpi");
    private static final int DEPTH_MAX = 2;
    private static final int JARS_MAX = 2_000;
    private static final long INFLATED_BYTES_MAX = 256L * 1024 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Harvest harvest;
    private int jars;
    private long inflatedBytes;

    private JavaArchive(Harvest harvest) {
        this.harvest = harvest;
    }

    /** Whether a file is one by its name. */
    public static boolean isNamed(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Reads the coordinates of all that it is made of.
     *
     * @param fileName without folders; it often tells artifact and version
     */
    public static Reading read(String fileName, Bytes archive) throws IOException {
        return Reading.of(harvest -> new JavaArchive(harvest).whole(fileName, archive, 0));
    }

    private void whole(String fileName, Bytes archive, int depth) throws IOException {
        var zip = new ZipDirectory(archive);
        var jar = new JarIdentity(fileName, new Line(count(), ""));
        zip.read(entry -> {
            if (JarIdentity.isTelling(entry.name())) {
                try (var content = zip.content(entry)) {
                    jar.read(entry.name(), content, harvest);
                }
            } else if (isNamed(entry.name()) && depth < DEPTH_MAX) {
                inner(zip, entry, depth + 1);
            }
        });
        jar.into(harvest);
    }

    /** A damaged jar inside does not hide the others. */
    private void inner(ZipDirectory zip, ZipDirectory.Entry entry, int depth) throws IOException {
        String name = fileName(entry.name());
        try {
            if (entry.isStored()) {
                whole(name, zip.stored(entry), depth);
            } else {
                try (var content = zip.content(entry)) {
                    streamed(name, content, depth);
                }
            }
        } catch (Damaged | ZipException | EOFException broken) {
            harvest.unread(new Line(count(), ""), "a jar inside that cannot be read");
        }
    }

    private void streamed(String fileName, InputStream content, int depth) throws IOException {
        var jar = new JarIdentity(fileName, new Line(count(), ""));
        var zip = new ZipInputStream(content);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (JarIdentity.isTelling(entry.getName())) {
                jar.read(entry.getName(), zip, harvest);
            } else if (isNamed(entry.getName()) && depth < DEPTH_MAX) {
                streamed(fileName(entry.getName()), zip, depth + 1);
            }
            pass(zip);
        }
        jar.into(harvest);
    }

    /** Goes to the end of an entry, of which one archive may not cost more than so many bytes. */
    private void pass(InputStream entry) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int count = entry.read(buffer); count >= 0; count = entry.read(buffer)) {
            inflatedBytes += count;
            if (inflatedBytes > INFLATED_BYTES_MAX) {
                throw new Damaged(
                        "more than %,d bytes packed inside".formatted(INFLATED_BYTES_MAX));
            }
        }
    }

    private int count() throws Damaged {
        if (++jars > JARS_MAX) {
            throw new Damaged("more than %,d jars in one".formatted(JARS_MAX));
        }
        return jars;
    }

    private static String fileName(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1);
    }
}
