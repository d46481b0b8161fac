package muster.packages;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a piece of software comes from: the packaging system that names and versions it. */
public enum Source {
    DEB,
    RPM,
    APK,
    NPM,
    PYPI,
    MAVEN,
    GEM,
    GO,
    CARGO,
    COMPOSER,
    NUGET,
    HEX,
    PUB,
    SWIFT,
    CONAN,
    WINDOWS_PROGRAM,
    MAC_APP,
    HOMEBREW,
    CHROME_EXTENSION,
    VSCODE_EXTENSION,
    JETBRAINS_PLUGIN,
    IOS_APP,
    ANDROID_APP,
    FIRMWARE,
    NETWORK_OS,
    PORTAGE,
    ALPM,
    SNAP,
    FLATPAK,
    BINARY;

    /** The word of the wire and of the tools: {@code deb}, {@code chrome_extension}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The source of a package URL's type, or null for types that no packaging system here stands
     * for.
     */
    static @Nullable Source ofPurlType(String type) {
        return switch (type) {
            case "deb" -> DEB;
            case "rpm" -> RPM;
            case "apk" -> APK;
            case "npm" -> NPM;
            case "pypi" -> PYPI;
            case "maven" -> MAVEN;
            case "gem" -> GEM;
            case "golang" -> GO;
            case "cargo" -> CARGO;
            case "composer" -> COMPOSER;
            case "nuget" -> NUGET;
            case "hex" -> HEX;
            case "pub" -> PUB;
            case "swift" -> SWIFT;
            case "conan" -> CONAN;
            case "brew" -> HOMEBREW;
            case "alpm" -> ALPM;
            case "ebuild", "portage" -> PORTAGE;
            case "vscode-extension" -> VSCODE_EXTENSION;
            case "chrome-extension" -> CHROME_EXTENSION;
            default -> null;
        };
    }
}
