package muster.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed of a Flatpak application: its folder gives name, architecture and branch, and
 * the file {@code deploy} beside it the version that its makers state (<a
 * href="https://docs.flatpak.org/en/latest/flatpak-command-reference.html">Flatpak</a>; the file is
 * a <a href="https://docs.gtk.org/glib/gvariant-specification-1.0.html">GVariant</a>).
 */
public final class Flatpak {
    private static final int DEPLOY_BYTES_MAX = 1024 * 1024;
    private static final int METAINFO_BYTES_MAX = 4 * 1024 * 1024;
    private static final int ALIGNMENT = 8;
    private static final byte[] VERSION_KEY =
            "appdata-version\0".getBytes(StandardCharsets.US_ASCII);

    private Flatpak() {}

    /**
     * Reads the version from {@code deploy}; older ones do not state it.
     *
     * @param id the application's, {@code org.gimp.GIMP}
     */
    public static Reading application(String id, String architecture, InputStream deploy)
            throws IOException {
        var bytes = deploy.readNBytes(DEPLOY_BYTES_MAX + 1);
        if (bytes.length > DEPLOY_BYTES_MAX) {
            throw new Damaged("it is larger than %,d bytes".formatted(DEPLOY_BYTES_MAX));
        }
        return of(id, version(bytes), architecture);
    }

    /** A runtime has no version but its branch: {@code 23.08}. */
    public static Reading runtime(String id, String branch, String architecture)
            throws IOException {
        return of(id, branch, architecture);
    }

    /**
     * Reads {@code share/metainfo/*.xml}: the application's id and its newest release, which comes
     * first (<a href="https://www.freedesktop.org/software/appstream/docs/">AppStream</a>).
     */
    public static Reading metainfo(InputStream xml) throws IOException {
        return Reading.of(harvest -> metainfo(xml, harvest));
    }

    private static void metainfo(InputStream xml, Harvest harvest) {
        String id = null;
        String version = null;
        for (Line line : TextLines.of(xml, METAINFO_BYTES_MAX)) {
            id = id == null ? between(line.text(), "<id>", '<') : id;
            if (version == null && line.text().contains("<release ")) {
                version = between(line.text(), "version=\"", '"');
            }
            if (id != null && version != null) {
                break;
            }
        }
        add(id == null ? "" : id.strip(), version, null, harvest);
    }

    private static @Nullable String between(String text, String before, char after) {
        int from = text.indexOf(before) + before.length();
        int to = text.indexOf(after, from);
        return from < before.length() || to < 0 ? null : text.substring(from, to);
    }

    private static Reading of(String id, @Nullable String version, String architecture)
            throws IOException {
        return Reading.of(harvest -> add(id, version, architecture, harvest));
    }

    private static void add(
            String id, @Nullable String version, @Nullable String architecture, Harvest harvest) {
        var where = new Line(1, "");
        if (!Text.consistsOf(id, "._-")) {
            harvest.unread(where, "it states no id of an application");
        } else {
            String stated = version == null || version.isBlank() ? null : version.strip();
            harvest.add(where, Source.FLATPAK, id, stated, architecture, null, null, null, null);
        }
    }

    /** A dictionary's value lies behind its key, from the next eighth byte on. */
    private static @Nullable String version(byte[] deploy) {
        int key = indexOf(deploy, VERSION_KEY);
        if (key < 0) {
            return null;
        }
        int from = (key + VERSION_KEY.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int to = from;
        while (to < deploy.length && deploy[to] != 0) {
            to++;
        }
        boolean whole = from < to && to < deploy.length;
        String text = whole ? new String(deploy, from, to - from, StandardCharsets.UTF_8) : "";
        return Text.consistsOf(text, "._-+~:") ? text : null;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
