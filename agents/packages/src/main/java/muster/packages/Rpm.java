package muster.packages;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package as rpm writes it in one word: {@code name-[epoch:]version-release[.architecture]} (<a
 * href="https://rpm.org/docs/latest/man/rpm-version.7">rpm-version(7)</a>).
 *
 * @param version with epoch (unless 0) and release
 */
record Rpm(String name, String version, @Nullable String architecture) {
    private static final Set<String> ARCHITECTURES =
            Set.of(
                    "noarch",
                    "x86_64",
                    "i386",
                    "i486",
                    "i586",
                    "i686",
                    "athlon",
                    "x86_64_v2",
                    "x86_64_v3",
                    "aarch64",
                    "armv7hl",
                    "armv7hnl",
                    "armv6hl",
                    "armv5tel",
                    "ppc",
                    "ppc64",
                    "ppc64le",
                    "s390",
                    "s390x",
                    "riscv64",
                    "ia64",
                    "sparc64",
                    "loongarch64",
                    "amd64",
                    "arm64");
    private static final String NO_EPOCH = "(none):";

    /** Reads one word, or gives null where it cannot be a package. */
    static @Nullable Rpm of(String word) {
        String architecture = architecture(word);
        String nevr =
                architecture == null
                        ? word
                        : word.substring(0, word.length() - architecture.length() - 1);
        int release = nevr.lastIndexOf('-');
        int version = release > 0 ? nevr.lastIndexOf('-', release - 1) : -1;
        if (version <= 0 || version + 1 == release || release + 1 == nevr.length()) {
            return null;
        }
        String name = nevr.substring(0, version);
        // yum's own form puts the epoch before the name: 1:openssl-3.0.7-24.
        int colon = name.indexOf(':');
        String epoch = colon < 0 ? "" : name.substring(0, colon + 1);
        String evr = evr(epoch + nevr.substring(version + 1));
        String plainName = name.substring(colon + 1);
        boolean rpm = isName(plainName) && isEvr(evr, architecture != null);
        return rpm ? new Rpm(plainName, evr, architecture) : null;
    }

    static boolean isArchitecture(String text) {
        return ARCHITECTURES.contains(text);
    }

    static boolean isName(String text) {
        return Text.consistsOf(text, "+-._")
                && (Text.isAlphanumeric(text.charAt(0)) || text.charAt(0) == '_');
    }

    /** Epoch 0, (none) and no epoch are the same; the shortest spelling stands for all. */
    static String evr(String stated) {
        if (stated.startsWith(NO_EPOCH)) {
            return stated.substring(NO_EPOCH.length());
        } else {
            return stated.startsWith("0:") ? stated.substring(2) : stated;
        }
    }

    /**
     * Without an architecture to vouch for it, a version must begin with a digit: words with two
     * dashes are common.
     */
    private static boolean isEvr(String evr, boolean vouched) {
        int colon = evr.indexOf(':');
        int dash = evr.indexOf('-', colon + 1);
        if (dash <= colon + 1
                || !Text.hasDigit(evr)
                || !(colon < 0 || Text.isNumber(evr.substring(0, colon)))) {
            return false;
        }
        String version = evr.substring(colon + 1, dash);
        String release = evr.substring(dash + 1);
        return Text.consistsOf(version, "._+~^%")
                && Text.consistsOf(release, "._+~^%")
                && (vouched || (Text.isDigit(version.charAt(0)) && Text.hasDigit(release)));
    }

    /** Whether a text is a version with release, with or without an epoch. */
    static boolean isEvr(String text) {
        return isEvr(evr(text), false);
    }

    /** The name of a source package: openssl of {@code openssl-3.0.7-24.el9.src.rpm}. */
    static @Nullable Rpm ofSource(String file) {
        boolean source = file.endsWith(".src.rpm") || file.endsWith(".nosrc.rpm");
        if (!source) {
            return null;
        }
        return of(file.substring(0, file.lastIndexOf('.', file.length() - 5)));
    }

    private static @Nullable String architecture(String word) {
        int dot = word.lastIndexOf('.');
        String last = dot < 0 ? "" : word.substring(dot + 1);
        return isArchitecture(last) ? last : null;
    }
}
