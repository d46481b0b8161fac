package muster.packages;

/**
 * The rows of {@code apk info -v} and {@code -vv}: {@code musl-1.2.4-r2}, with or without a
 * description.
 */
final class ApkNames implements Shape.Rows {
    @Override
    public Format format() {
        return Format.APK;
    }

    @Override
    public String name() {
        return "apk info -v";
    }

    @Override
    public boolean loose() {
        return true;
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        int description = line.text().indexOf(" - ");
        String word = description < 0 ? line.text() : line.text().substring(0, description);
        var apk = Apk.of(word.strip());
        if (apk == null) {
            return false;
        }
        harvest.add(line, Source.APK, apk.name(), apk.version(), null);
        return true;
    }
}
