package muster.packages;

/** The families of package lists that can be read. */
public enum Format {
    DPKG,
    RPM,
    APK,
    CYCLONEDX;

    /** The word used in URLs: {@code dpkg}, {@code rpm}, {@code apk}, {@code cyclonedx}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
