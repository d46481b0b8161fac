package muster.packages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rpm -qa --qf} prints with the usual formats of one's own: name first, then version,
 * release, epoch, architecture and source package as far as they are given.
 */
final class RpmFields implements Shape.Rows {
    private static final int FIELDS_MAX = 12;
    private static final List<String> MARKS =
            List.of(".el", ".fc", ".amzn", ".cm", ".azl", ".ph", ".mga", ".lp", ".oe");

    @Override
    public Format format() {
        return Format.RPM;
    }

    @Override
    public String name() {
        return "rpm -qa --qf";
    }

    @Override
    public boolean loose() {
        return true;
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        List<String> fields = Fields.of(line.text(), FIELDS_MAX);
        if (fields.size() < 2 || !Rpm.isName(fields.getFirst()) || !isRpm(fields)) {
            return false;
        }
        if (fields.getFirst().equals(RpmNames.SIGNING_KEY)) {
            harvest.notInstalled();
            return true;
        }
        String evr = evr(fields.subList(1, fields.size()));
        if (evr == null) {
            return false;
        }
        String architecture = fields.stream().filter(Rpm::isArchitecture).findFirst().orElse(null);
        var source = source(fields);
        harvest.add(
                line,
                Source.RPM,
                fields.getFirst(),
                evr,
                architecture,
                source == null ? null : source.name(),
                source == null ? null : source.version(),
                null,
                null);
        return true;
    }

    /** Name and version alone could be anything; one field must be of rpm's own kind. */
    private static boolean isRpm(List<String> fields) {
        return fields.stream()
                .skip(1)
                .anyMatch(field ->
                        Rpm.isArchitecture(field)
                                || field.equals("(none)")
                                || field.startsWith("(none):")
                                || field.endsWith(".src.rpm")
                                || isMarked(field));
    }

    private static boolean isMarked(String field) {
        return MARKS.stream()
                .anyMatch(mark -> {
                    int at = field.indexOf(mark);
                    int digit = at + mark.length();
                    return at > 0 && digit < field.length() && Text.isDigit(field.charAt(digit));
                });
    }

    private static @Nullable String evr(List<String> fields) {
        var parts = new ArrayList<String>();
        for (String field : fields) {
            boolean version =
                    Text.consistsOf(field.replace("(none)", ""), "._+~^%:-")
                            || field.equals("(none)");
            if (version
                    && !Rpm.isArchitecture(field)
                    && !field.endsWith(".src.rpm")
                    && parts.size() < 3) {
                parts.add(field);
            }
        }
        if (parts.isEmpty()) {
            return null;
        }
        if (Rpm.isEvr(parts.getFirst())) {
            return Rpm.evr(parts.getFirst());
        }
        boolean epochFirst =
                parts.size() == 3
                        && (parts.getFirst().equals("(none)") || isEpoch(parts.getFirst()));
        String evr =
                epochFirst
                        ? parts.get(0) + ":" + parts.get(1) + "-" + parts.get(2)
                        : parts.size() < 2 ? parts.getFirst() : parts.get(0) + "-" + parts.get(1);
        return Rpm.isEvr(evr) ? Rpm.evr(evr) : null;
    }

    /**
     * Epochs are small; a version alone, as in less-643, is not followed by version and release.
     */
    private static boolean isEpoch(String field) {
        return field.length() <= 2 && Text.isNumber(field);
    }

    private static @Nullable Rpm source(List<String> fields) {
        for (String field : fields) {
            if (field.endsWith(".src.rpm")) {
                return Rpm.ofSource(field);
            }
        }
        return null;
    }
}
