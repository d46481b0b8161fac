package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * The database {@code /lib/apk/db/installed}: one letter, a colon, a value (<a
 * href="https://wiki.alpinelinux.org/wiki/Apk_spec">Apk spec</a>).
 */
final class ApkDatabase implements Shape {
    /** The letters of packages, then those of their folders and files. */
    private static final String LETTERS = "CPVASITULomtcDpriqksFMRaZgf";

    @Override
    public Format format() {
        return Format.APK;
    }

    @Override
    public String name() {
        return "/lib/apk/db/installed";
    }

    @Override
    public void read(Iterable<Line> lines, Harvest harvest) {
        Stanza stanza = null;
        int lineBefore = 0;
        for (Line line : lines) {
            String text = line.text();
            boolean gap = line.number() > lineBefore + 1;
            lineBefore = line.number();
            if (text.length() < 2 || text.charAt(1) != ':' || LETTERS.indexOf(text.charAt(0)) < 0) {
                harvest.unread(line, "not a line of /lib/apk/db/installed");
                continue;
            }
            if (stanza == null || gap) {
                close(stanza, harvest);
                stanza = new Stanza(line);
            }
            stanza.field(text.charAt(0), text.substring(2).strip());
        }
        close(stanza, harvest);
    }

    private static void close(@Nullable Stanza stanza, Harvest harvest) {
        if (stanza != null) {
            stanza.into(harvest);
        }
    }

    /**
     * The fields of one package; the first value of a letter counts, since files repeat letters.
     */
    private static final class Stanza {
        private final Line first;
        private @Nullable String name;
        private @Nullable String version;
        private @Nullable String architecture;
        private @Nullable String origin;

        Stanza(Line first) {
            this.first = first;
        }

        void field(char letter, String value) {
            switch (letter) {
                case 'P' -> name = name == null ? value : name;
                case 'V' -> version = version == null ? value : version;
                case 'A' -> architecture = architecture == null ? value : architecture;
                case 'o' -> origin = origin == null ? value : origin;
                default -> {}
            }
        }

        void into(Harvest harvest) {
            if (name == null || !Apk.isName(name)) {
                harvest.unread(first, "this stanza names no package");
            } else if (version == null || version.isEmpty() || !Apk.isVersion(version)) {
                harvest.unread(
                        first, "package %s states no version".formatted(Text.cut(name, 100)));
            } else {
                // A package without an origin was built from the source of its own name.
                String source = origin == null || origin.isEmpty() ? name : origin;
                harvest.add(
                        first,
                        Source.APK,
                        name,
                        version,
                        architecture,
                        source,
                        version,
                        null,
                        null);
            }
        }
    }
}
