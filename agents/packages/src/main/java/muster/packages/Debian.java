package muster.packages;

import java.util.Set;

/**
 * How Debian spells names, versions and architectures (<a
 * href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian Policy, chapter
 * 5</a>).
 */
final class Debian {
    private static final Set<String> ARCHITECTURES =
            Set.of(
                    "all",
                    "amd64",
                    "arm64",
                    "armel",
                    "armhf",
                    "i386",
                    "ia64",
                    "loong64",
                    "m68k",
                    "mips",
                    "mips64el",
                    "mipsel",
                    "powerpc",
                    "ppc64",
                    "ppc64el",
                    "riscv64",
                    "s390x",
                    "sh4",
                    "sparc64",
                    "x32",
                    "hurd-i386",
                    "hurd-amd64",
                    "kfreebsd-amd64",
                    "kfreebsd-i386",
                    "alpha",
                    "hppa",
                    "sparc",
                    "arm",
                    "s390",
                    "any",
                    "aarch64",
                    "x86_64");

    private Debian() {}

    static boolean isArchitecture(String text) {
        return ARCHITECTURES.contains(text);
    }

    /**
     * Package names are small letters, digits and {@code +-.}; some old and third-party ones use
     * more.
     */
    static boolean isName(String text) {
        return text.length() >= 2
                && Text.isAlphanumeric(text.charAt(0))
                && Text.consistsOf(text, "+-._");
    }

    static boolean isVersion(String text) {
        return !text.isEmpty()
                && Text.isAlphanumeric(text.charAt(0))
                && Text.hasDigit(text)
                && Text.consistsOf(text, ".+-~:_");
    }

    /** The name without an architecture: {@code libc6:amd64} is libc6. */
    static String name(String qualified) {
        int colon = qualified.indexOf(':');
        return colon < 0 ? qualified : qualified.substring(0, colon);
    }

    /** Whether the part after a colon, if there is one, is an architecture. */
    static boolean isQualifiedName(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? isName(text)
                : isName(text.substring(0, colon)) && isArchitecture(text.substring(colon + 1));
    }
}
