package muster.packages;

import org.jspecify.annotations.Nullable;

/** The rows of {@code apk list -I}: {@code musl-1.2.4-r2 x86_64 {musl} (MIT) [installed]}. */
final class ApkList implements Shape.Rows {
    private static final String UPGRADABLE = "[upgradable from: ";

    @Override
    public Format format() {
        return Format.APK;
    }

    @Override
    public String name() {
        return "apk list -I";
    }

    @Override
    public boolean row(Line line, Harvest harvest) {
        String text = line.text();
        int brace = text.indexOf('{');
        int braceEnd = text.indexOf('}', brace + 1);
        if (brace < 0 || braceEnd < 0) {
            return false;
        }
        var words = Text.words(text.substring(0, brace), 3);
        var apk = words.size() == 2 ? Apk.of(words.getFirst()) : null;
        if (apk == null) {
            return false;
        }
        var installed = installed(text.substring(braceEnd + 1), apk);
        if (installed == null) {
            harvest.notInstalled();
        } else {
            String origin = text.substring(brace + 1, braceEnd).strip();
            boolean stated = !origin.isEmpty();
            harvest.add(
                    line,
                    Source.APK,
                    installed.name(),
                    installed.version(),
                    words.get(1),
                    stated ? origin : null,
                    stated ? installed.version() : null,
                    null,
                    null);
        }
        return true;
    }

    /** What of this row is on the machine: itself, the version it would replace, or nothing. */
    private static @Nullable Apk installed(String state, Apk listed) {
        int from = state.indexOf(UPGRADABLE);
        if (from >= 0) {
            int start = from + UPGRADABLE.length();
            int end = state.indexOf(']', start);
            return Apk.of(state.substring(start, end < 0 ? state.length() : end).strip());
        } else {
            return state.contains("[installed") ? listed : null;
        }
    }
}
