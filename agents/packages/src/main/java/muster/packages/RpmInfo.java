package muster.packages;

import org.jspecify.annotations.Nullable;

/** What {@code rpm -qai} prints: {@code Name : openssl}, one block a package. */
final class RpmInfo implements Shape {
    @Override
    public Format format() {
        return Format.RPM;
    }

    @Override
    public String name() {
        return "rpm -qai";
    }

    @Override
    public void read(Iterable<Line> lines, Harvest harvest) {
        Block block = null;
        for (Line line : lines) {
            String text = line.text();
            int colon = text.indexOf(':');
            String field = colon < 0 ? "" : text.substring(0, colon).strip();
            String value = colon < 0 ? "" : text.substring(colon + 1).strip();
            if (field.equals("Name") && Text.isBlank(text.charAt(colon - 1))) {
                close(block, harvest);
                block = new Block(line);
            }
            if (block == null) {
                harvest.unread(line, "not a line of rpm -qai");
            } else if (!block.inDescription) {
                block.field(field, value);
            }
        }
        close(block, harvest);
    }

    private static void close(@Nullable Block block, Harvest harvest) {
        if (block != null) {
            block.into(harvest);
        }
    }

    /** The fields of one package; free text follows the field Description. */
    private static final class Block {
        private final Line first;
        private boolean inDescription;
        private String name = "";
        private String epoch = "";
        private String version = "";
        private String release = "";
        private @Nullable String architecture;
        private @Nullable String vendor;
        private @Nullable Rpm source;

        Block(Line first) {
            this.first = first;
        }

        void field(String field, String value) {
            switch (field) {
                case "Name" -> name = firstWord(value);
                case "Epoch" -> epoch = value + ":";
                case "Version" -> version = firstWord(value);
                case "Release" -> release = firstWord(value);
                case "Architecture" -> architecture = value.isEmpty() ? null : value;
                case "Vendor" -> vendor = value.isEmpty() || value.equals("(none)") ? null : value;
                case "Source RPM" -> source = Rpm.ofSource(value);
                case "Description" -> inDescription = true;
                default -> {}
            }
        }

        /** Versions of rpm before 4.10 print a second column after the value. */
        private static String firstWord(String value) {
            int blank = value.indexOf(' ');
            return blank < 0 ? value : value.substring(0, blank);
        }

        void into(Harvest harvest) {
            String evr = epoch + version + "-" + release;
            if (name.equals(RpmNames.SIGNING_KEY)) {
                harvest.notInstalled();
            } else if (!Rpm.isName(name) || !Rpm.isEvr(evr)) {
                harvest.unread(first, "this block states no name, version and release");
            } else {
                harvest.add(
                        first,
                        Source.RPM,
                        name,
                        Rpm.evr(evr),
                        architecture,
                        source == null ? null : source.name(),
                        source == null ? null : source.version(),
                        vendor,
                        null);
            }
        }
    }
}
