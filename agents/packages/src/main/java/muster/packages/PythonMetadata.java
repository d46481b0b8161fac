package muster.packages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * What an installed Python distribution says of itself: {@code *.dist-info/METADATA}, {@code
 * *.egg-info/PKG-INFO} or {@code *.egg-info} (<a
 * href="https://packaging.python.org/en/latest/specifications/core-metadata/">Core metadata</a>).
 */
public final class PythonMetadata {
    private static final int BYTES_MAX = 1024 * 1024;
    private static final String EGG_METADATA = "EGG-INFO/PKG-INFO";
    private static final String NAME = "name:";
    private static final String VERSION = "version:";

    private PythonMetadata() {}

    /** Reads the fields before the description. */
    public static Reading read(InputStream metadata) throws IOException {
        return Reading.of(harvest -> into(metadata, harvest));
    }

    /** Reads {@code EGG-INFO/PKG-INFO} of an egg that was installed as a zip. */
    public static Reading egg(Bytes egg) throws IOException {
        var zip = new ZipDirectory(egg);
        return Reading.of(harvest ->
                zip.read(entry -> {
                    if (entry.name().equals(EGG_METADATA)) {
                        try (var content = zip.content(entry)) {
                            into(content, harvest);
                        }
                    }
                }));
    }

    private static void into(InputStream metadata, Harvest harvest) {
        String name = "";
        String version = "";
        int lineBefore = 0;
        for (Line line : TextLines.of(metadata, BYTES_MAX)) {
            // Blank lines do not arrive here, and the first of them ends the fields.
            boolean ended = lineBefore > 0 && line.number() > lineBefore + 1;
            if (ended || (!name.isEmpty() && !version.isEmpty())) {
                break;
            }
            lineBefore = line.number();
            String field = line.text().toLowerCase(Locale.ROOT);
            if (name.isEmpty() && field.startsWith(NAME)) {
                name = line.text().substring(NAME.length()).strip();
            } else if (version.isEmpty() && field.startsWith(VERSION)) {
                version = line.text().substring(VERSION.length()).strip();
            }
        }
        var where = new Line(1, "");
        if (isName(name) && isVersion(version)) {
            harvest.add(where, Source.PYPI, name, version, null);
        } else {
            harvest.unread(where, "it states no name and version of a Python distribution");
        }
    }

    private static boolean isName(String text) {
        return Text.consistsOf(text, "._-") && Text.isAlphanumeric(text.charAt(0));
    }

    private static boolean isVersion(String text) {
        return Text.consistsOf(text, "._-+!*") && Text.hasDigit(text);
    }
}
