package muster.packages;

import java.io.IOException;
import java.io.InputStream;

/**
 * The {@code meta/snap.yaml} of an installed snap (<a
 * href="https://snapcraft.io/docs/snap-format">The snap format</a>). Of YAML it takes what snaps
 * write at the top: plain or quoted texts on one line.
 */
public final class SnapManifest {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final String NAME = "name:";
    private static final String VERSION = "version:";

    private SnapManifest() {}

    /** Reads the fields at the top level. */
    public static Reading read(InputStream manifest) throws IOException {
        return Reading.of(harvest -> into(manifest, harvest));
    }

    private static void into(InputStream manifest, Harvest harvest) {
        String name = "";
        String version = "";
        for (Line line : TextLines.of(manifest, BYTES_MAX)) {
            if (name.isEmpty() && line.text().startsWith(NAME)) {
                name = scalar(line.text().substring(NAME.length()));
            } else if (version.isEmpty() && line.text().startsWith(VERSION)) {
                version = scalar(line.text().substring(VERSION.length()));
            }
        }
        var where = new Line(1, "");
        if (Text.consistsOf(name, "-_") && !version.isEmpty() && version.indexOf(' ') < 0) {
            harvest.add(where, Source.SNAP, name, version, null);
        } else {
            harvest.unread(where, "it states no name and version of a snap");
        }
    }

    private static String scalar(String stated) {
        String text = stated.strip();
        char first = text.isEmpty() ? 0 : text.charAt(0);
        if (first == '"' || first == '\'') {
            int close = text.indexOf(first, 1);
            return close < 0 ? "" : text.substring(1, close);
        }
        int comment = text.indexOf(" #");
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }
}
