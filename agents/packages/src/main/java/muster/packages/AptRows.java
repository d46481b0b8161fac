package muster.packages;

import java.util.List;

/** The rows of {@code apt list --installed}: {@code adduser/stable,now 3.134 all [installed]}. */
final class AptRows implements Shape.Rows {
    @Override
    public Format format() {
        return Format.DPKG;
    }

    @Override
    public String name() {
        return "apt list --installed";
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        List<String> words = Text.words(line.text(), 4);
        int slash = words.getFirst().indexOf('/');
        if (words.size() < 3
                || slash < 0
                || !Debian.isQualifiedName(words.getFirst().substring(0, slash))
                || !Debian.isVersion(words.get(1))
                || !Debian.isArchitecture(words.get(2))) {
            return false;
        }
        // The words in brackets depend on the language, the archive named "now" does not.
        if (("," + words.getFirst().substring(slash + 1) + ",").contains(",now,")) {
            String name = Debian.name(words.getFirst().substring(0, slash));
            harvest.add(line, Source.DEB, name, words.get(1), words.get(2));
        } else {
            harvest.notInstalled();
        }
        return true;
    }
}
