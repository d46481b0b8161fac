package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * An os-release file pasted along with a list (<a
 * href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">os-release(5)</a>).
 */
final class OsRelease {
    private @Nullable String id;
    private @Nullable String version;

    void read(Line line) {
        String text = line.text();
        if (text.startsWith("ID=")) {
            id = value(text);
        } else if (text.startsWith("VERSION_ID=")) {
            version = value(text);
        }
    }

    /** Whether a line is one of such a file and no package. */
    static boolean isLine(String text) {
        int equals = text.indexOf('=');
        if (equals < 2 || !Character.isUpperCase(text.charAt(0))) {
            return false;
        }
        return switch (text.substring(0, equals)) {
            case "ID",
                    "ID_LIKE",
                    "NAME",
                    "VERSION",
                    "VERSION_ID",
                    "VERSION_CODENAME",
                    "PRETTY_NAME",
                    "HOME_URL",
                    "SUPPORT_URL",
                    "BUG_REPORT_URL",
                    "ANSI_COLOR",
                    "CPE_NAME",
                    "PLATFORM_ID",
                    "LOGO",
                    "UBUNTU_CODENAME",
                    "PRIVACY_POLICY_URL",
                    "DOCUMENTATION_URL",
                    "SUPPORT_END",
                    "REDHAT_BUGZILLA_PRODUCT",
                    "REDHAT_BUGZILLA_PRODUCT_VERSION",
                    "REDHAT_SUPPORT_PRODUCT",
                    "REDHAT_SUPPORT_PRODUCT_VERSION",
                    "VARIANT",
                    "VARIANT_ID",
                    "DEFAULT_HOSTNAME",
                    "VENDOR_NAME",
                    "VENDOR_URL",
                    "ROCKY_SUPPORT_PRODUCT",
                    "ROCKY_SUPPORT_PRODUCT_VERSION" ->
                    true;
            default -> false;
        };
    }

    @Nullable Distribution distribution() {
        if (id == null || version == null) {
            return null;
        }
        return new Distribution(
                id,
                Distributions.release(id, version),
                "os-release: ID=%s, VERSION_ID=%s".formatted(id, version));
    }

    private static @Nullable String value(String text) {
        String value =
                text.substring(text.indexOf('=') + 1).replace("\"", "").replace("'", "").strip();
        boolean plain = value.length() <= 64 && Text.consistsOf(value, "._-+~");
        return plain ? value : null;
    }
}
