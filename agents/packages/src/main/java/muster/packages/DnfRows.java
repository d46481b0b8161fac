package muster.packages;

/** The rows of {@code dnf list installed}: {@code openssl.x86_64 1:3.0.7-24.el9 @baseos}. */
final class DnfRows implements Shape.Rows {
    @Override
    public Format format() {
        return Format.RPM;
    }

    @Override
    public String name() {
        return "dnf list --installed";
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        var words = Text.words(line.text(), 3);
        String first = words.getFirst();
        int dot = first.lastIndexOf('.');
        if (words.size() < 2
                || dot < 1
                || !Rpm.isArchitecture(first.substring(dot + 1))
                || !Rpm.isEvr(words.get(1))) {
            return false;
        }
        // Rows without the @ are what a repository offers.
        boolean installed =
                words.size() < 3
                        || words.get(2).startsWith("@")
                        || words.get(2).startsWith("installed");
        if (installed && Rpm.isName(first.substring(0, dot))) {
            harvest.add(
                    line,
                    Source.RPM,
                    first.substring(0, dot),
                    Rpm.evr(words.get(1)),
                    first.substring(dot + 1));
        } else {
            harvest.notInstalled();
        }
        return true;
    }
}
