package muster.inventory;

import java.util.Locale;
import java.util.Set;

/** By what kind of list software became known; each list is complete for its own kind only. */
public enum Via {
    /** All that a collector found on its device. */
    REPORT,
    DPKG,
    RPM,
    APK,
    CYCLONEDX,
    /** What a scanner asked the device. */
    SCAN,
    /** What the device printed of itself, pasted by somebody. */
    SHOW_VERSION;

    /** Which earlier lists a new one of this kind takes the place of. */
    Set<Via> replaced() {
        return switch (this) {
            case REPORT -> Set.of(REPORT, DPKG, RPM, APK, SCAN, SHOW_VERSION);
            case SCAN -> Set.of(SCAN, SHOW_VERSION);
            case DPKG, RPM, APK, CYCLONEDX, SHOW_VERSION -> Set.of(this);
        };
    }

    /** Whether a collector's own list already says what this one would, and better. */
    boolean yieldsToReport() {
        return this != REPORT && REPORT.replaced().contains(this);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Via of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
