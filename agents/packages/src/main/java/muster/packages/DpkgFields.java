package muster.packages;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code dpkg-query -W} prints by itself (name and version) and with the usual formats of
 * one's own.
 */
final class DpkgFields implements Shape.Rows {
    private static final int FIELDS_MAX = 8;

    @Override
    public Format format() {
        return Format.DPKG;
    }

    @Override
    public String name() {
        return "dpkg-query -W";
    }

    @Override
    public boolean loose() {
        return true;
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        boolean blanks = Fields.separator(line.text()) == ' ';
        List<String> fields = Fields.of(line.text(), FIELDS_MAX);
        if (fields.size() < 2 || !Debian.isQualifiedName(fields.getFirst())) {
            return false;
        }
        String qualified = fields.getFirst();
        String architecture =
                qualified.contains(":") ? qualified.substring(qualified.indexOf(':') + 1) : null;
        var rest = new ArrayList<>(fields.subList(1, Math.min(fields.size(), 4)));
        for (String field : rest) {
            architecture = Debian.isArchitecture(field) ? field : architecture;
        }
        rest.removeIf(Debian::isArchitecture);
        // Two words with a blank between them could be a line of anything.
        boolean other = blanks && (architecture == null || fields.size() > 3);
        if (other || rest.isEmpty() || rest.getFirst().isEmpty() || !isVersion(rest.getFirst())) {
            return false;
        }
        if (line.text().contains("config-files") || line.text().contains("not-installed")) {
            harvest.notInstalled();
        } else {
            harvest.add(line, Source.DEB, Debian.name(qualified), rest.getFirst(), architecture);
        }
        return true;
    }

    private static boolean isVersion(String text) {
        return Text.isDigit(text.charAt(0)) && Debian.isVersion(text);
    }
}
