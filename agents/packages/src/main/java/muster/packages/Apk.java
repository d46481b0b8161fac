package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * A package's name and version as apk writes them in one word, {@code musl-1.2.4-r2} (<a
 * href="https://man.archlinux.org/man/extra/apk-tools/apk-package.5.en">apk-package(5)</a>).
 */
record Apk(String name, String version) {
    static @Nullable Apk of(String word) {
        int release = word.lastIndexOf("-r");
        int version = release > 0 ? word.lastIndexOf('-', release - 1) : -1;
        boolean apk =
                version > 0
                        && version + 1 < release
                        && Text.isNumber(word.substring(release + 2))
                        && Text.isDigit(word.charAt(version + 1))
                        && isName(word.substring(0, version))
                        && isVersion(word.substring(version + 1));
        return apk ? new Apk(word.substring(0, version), word.substring(version + 1)) : null;
    }

    static boolean isName(String text) {
        return Text.consistsOf(text, "+-._:~") && text.charAt(0) != '-';
    }

    static boolean isVersion(String text) {
        return Text.consistsOf(text, "._-~") && Text.isDigit(text.charAt(0));
    }
}
