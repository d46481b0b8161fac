package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * The database {@code /lib/apk/db/installed}: one letter, a colon, a value (<a
 * href="https://wiki.alpinelinux.org/wiki/Apk_spec">Apk spec</a>).
 */
final class ApkDatabase implements Stanzas {
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
    public Part part(String line) {
        boolean field =
                line.length() > 1 && line.charAt(1) == ':' && LETTERS.indexOf(line.charAt(0)) >= 0;
        return field ? Part.FIELD : Part.NONE;
    }

    @Override
    public Stanza stanza(Line first) {
        return new PackageStanza(first);
    }

    /**
     * The fields of one package; the first value of a letter counts, since files repeat letters.
     */
    private static final class PackageStanza implements Stanza {
        private final Line first;
        private @Nullable String name;
        private @Nullable String version;
        private @Nullable String architecture;
        private @Nullable String origin;

        PackageStanza(Line first) {
            this.first = first;
        }

        @Override
        public void field(String line) {
            String value = line.substring(2).strip();
            switch (line.charAt(0)) {
                case 'P' -> name = name == null ? value : name;
                case 'V' -> version = version == null && !value.isEmpty() ? value : version;
                case 'A' -> architecture = architecture == null ? value : architecture;
                case 'o' -> origin = origin == null ? value : origin;
                default -> {}
            }
        }

        @Override
        public void into(Harvest harvest) {
            if (name == null || !Apk.isName(name)) {
                harvest.unread(first, "this stanza names no package");
            } else if (version != null && !Apk.isVersion(version)) {
                harvest.unread(first, "%s has no version of apk".formatted(Text.cut(name, 100)));
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
