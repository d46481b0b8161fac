package muster.packages;

import java.io.IOException;
import java.io.InputStream;

/** A package manager's database that is text, read line by line from its file. */
public final class PackageDatabase {
    private static final long BYTES_MAX = 128L * 1024 * 1024;

    private PackageDatabase() {}

    /** Reads {@code /var/lib/dpkg/status}, or a file of {@code /var/lib/dpkg/status.d}. */
    public static Reading dpkg(InputStream status) throws IOException {
        return read(new DpkgStatus(), status);
    }

    /** Reads {@code /lib/apk/db/installed}. */
    public static Reading apk(InputStream installed) throws IOException {
        return read(new ApkDatabase(), installed);
    }

    private static Reading read(Stanzas shape, InputStream file) throws IOException {
        return Reading.of(harvest -> shape.read(TextLines.of(file, BYTES_MAX), harvest));
    }
}
