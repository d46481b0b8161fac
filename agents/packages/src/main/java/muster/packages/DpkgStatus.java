package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * The database {@code /var/lib/dpkg/status}, the files of {@code status.d}, and what {@code dpkg
 * -s} prints (<a href="https://manpages.debian.org/deb822.5">deb822(5)</a>).
 */
final class DpkgStatus implements Stanzas {
    @Override
    public Format format() {
        return Format.DPKG;
    }

    @Override
    public String name() {
        return "/var/lib/dpkg/status";
    }

    @Override
    public Part part(String line) {
        if (Text.isBlank(line.charAt(0))) {
            return Part.CONTINUATION;
        } else if (!isField(line, line.indexOf(':'))) {
            return Part.NONE;
        } else {
            // Where the empty lines were lost on the way, a package begins all the same.
            return line.startsWith("Package:") ? Part.BEGINNING : Part.FIELD;
        }
    }

    private static boolean isField(String line, int colon) {
        return colon > 0
                && Text.consistsOf(line.substring(0, colon), "-_")
                && (colon + 1 == line.length() || Text.isBlank(line.charAt(colon + 1)));
    }

    @Override
    public Stanza stanza(Line first) {
        return new PackageStanza(first);
    }

    /** The fields of one package. */
    private static final class PackageStanza implements Stanza {
        private final Line first;
        private @Nullable String name;
        private @Nullable String version;
        private @Nullable String architecture;
        private @Nullable String source;
        private @Nullable String maintainer;
        private @Nullable String status;
        private boolean offered;

        PackageStanza(Line first) {
            this.first = first;
        }

        @Override
        public void field(String line) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon)) {
                case "Package" -> name = value;
                case "Version" -> version = value.isEmpty() ? null : value;
                case "Architecture" -> architecture = value;
                case "Source" -> source = value;
                case "Maintainer" -> maintainer = value;
                case "Status" -> status = value;
                case "Filename" -> offered = true;
                default -> {}
            }
        }

        @Override
        public void into(Harvest harvest) {
            if (name == null) {
                harvest.unread(first, "this stanza names no package");
            } else if (isRemoved()) {
                harvest.notInstalled();
            } else if (status == null && offered) {
                harvest.unread(first, "a package that a repository offers, not an installed one");
            } else if (status != null && status.endsWith(" half-installed")) {
                harvest.unread(first, "half installed: which files are there is unknown");
            } else if (version == null && status == null) {
                harvest.unread(first, "package %s states no version".formatted(name));
            } else if (!Debian.isName(name) || (version != null && !Debian.isVersion(version))) {
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
        private void add(String name, @Nullable String version, Harvest harvest) {
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
