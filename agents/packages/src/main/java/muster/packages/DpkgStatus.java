package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * The database {@code /var/lib/dpkg/status}, the files of {@code status.d}, and what {@code dpkg
 * -s} prints (<a href="https://manpages.debian.org/deb822.5">deb822(5)</a>).
 */
final class DpkgStatus implements Shape {
    @Override
    public Format format() {
        return Format.DPKG;
    }

    @Override
    public String name() {
        return "/var/lib/dpkg/status";
    }

    @Override
    public void read(Iterable<Line> lines, Harvest harvest) {
        Stanza stanza = null;
        int lineBefore = 0;
        for (Line line : lines) {
            String text = line.text();
            int colon = text.indexOf(':');
            // Blank lines do not arrive here: a gap in the numbers is one, and a new Package begins
            // a stanza anyway.
            boolean gap = line.number() > lineBefore + 1;
            lineBefore = line.number();
            if (Text.isBlank(text.charAt(0))) {
                continue;
            }
            if (!isField(text, colon)) {
                harvest.unread(line, "not a line of /var/lib/dpkg/status");
                continue;
            }
            if (stanza == null || gap || text.startsWith("Package:")) {
                close(stanza, harvest);
                stanza = new Stanza(line);
            }
            stanza.field(text.substring(0, colon), text.substring(colon + 1).strip());
        }
        close(stanza, harvest);
    }

    private static boolean isField(String text, int colon) {
        return colon > 0
                && Text.consistsOf(text.substring(0, colon), "-_")
                && (colon + 1 == text.length() || Text.isBlank(text.charAt(colon + 1)));
    }

    private static void close(@Nullable Stanza stanza, Harvest harvest) {
        if (stanza != null) {
            stanza.into(harvest);
        }
    }

    /** The fields of one package. */
    private static final class Stanza {
        private final Line first;
        private @Nullable String name;
        private @Nullable String version;
        private @Nullable String architecture;
        private @Nullable String source;
        private @Nullable String maintainer;
        private @Nullable String status;
        private boolean offered;

        Stanza(Line first) {
            this.first = first;
        }

        void field(String field, String value) {
            switch (field) {
                case "Package" -> name = value;
                case "Version" -> version = value;
                case "Architecture" -> architecture = value;
                case "Source" -> source = value;
                case "Maintainer" -> maintainer = value;
                case "Status" -> status = value;
                case "Filename" -> offered = true;
                default -> {}
            }
        }

        void into(Harvest harvest) {
            if (name == null) {
                harvest.unread(first, "this stanza names no package");
            } else if (isRemoved()) {
                harvest.notInstalled();
            } else if (status == null && offered) {
                harvest.unread(first, "a package that a repository offers, not an installed one");
            } else if (status != null && status.endsWith(" half-installed")) {
                harvest.unread(first, "half installed: which files are there is unknown");
            } else if (version == null) {
                harvest.unread(first, "package %s states no version".formatted(name));
            } else if (!Debian.isName(name) || version.isEmpty() || !Debian.isVersion(version)) {
                harvest.unread(first, "not the name and version of a package");
            } else {
                add(name, version, harvest);
            }
        }

        private boolean isRemoved() {
            return status != null
                    && (status.endsWith(" config-files") || status.endsWith(" not-installed"));
        }

        /**
         * Source: glibc (2.36-9) where the version differs, glibc where it does not, left out where
         * the name does not.
         */
        private void add(String name, String version, Harvest harvest) {
            String stated = source == null ? name : source;
            int bracket = stated.indexOf('(');
            int end = stated.indexOf(')', bracket + 1);
            boolean versioned = bracket > 0 && end > bracket;
            harvest.add(
                    first,
                    Source.DEB,
                    name,
                    version,
                    architecture,
                    (bracket < 0 ? stated : stated.substring(0, bracket)).strip(),
                    versioned ? stated.substring(bracket + 1, end).strip() : version,
                    vendor(),
                    null);
        }

        private @Nullable String vendor() {
            if (maintainer == null) {
                return null;
            }
            int address = maintainer.indexOf('<');
            String who = (address < 0 ? maintainer : maintainer.substring(0, address)).strip();
            return who.isEmpty() ? null : who;
        }
    }
}
