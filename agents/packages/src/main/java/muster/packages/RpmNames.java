package muster.packages;

/**
 * The rows of {@code rpm -qa}: {@code openssl-3.0.7-24.el9.x86_64}, with or without architecture
 * and epoch.
 */
final class RpmNames implements Shape.Rows {
    /** Signing keys stand in the database as packages of this name. */
    static final String SIGNING_KEY = "gpg-pubkey";

    @Override
    public Format format() {
        return Format.RPM;
    }

    @Override
    public String name() {
        return "rpm -qa";
    }

    @Override
    public boolean loose() {
        return true;
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        String text = line.text();
        if (text.startsWith(SIGNING_KEY + "-")) {
            harvest.notInstalled();
            return true;
        }
        // rpm -qa --last adds the day of installation after blanks.
        var words = Text.words(text, 2);
        var rpm = words.size() == 1 || text.contains("   ") ? Rpm.of(words.getFirst()) : null;
        if (rpm == null) {
            return false;
        }
        harvest.add(line, Source.RPM, rpm.name(), rpm.version(), rpm.architecture());
        return true;
    }
}
