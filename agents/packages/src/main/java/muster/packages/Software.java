package muster.packages;

import org.jspecify.annotations.Nullable;

/**
 * A package as its list names it.
 *
 * @param version as its packaging system compares it, with epoch and release: {@code
 *     1:3.0.7-24.el9}; null where the list names it without one
 * @param sourceName the source package, null where the list does not say; a dpkg database that
 *     leaves it out says that it equals the name
 * @param sourceVersion the source package's version, null where the list does not say
 * @param vendor who made it, where stated
 * @param purl the package URL as stated, without the qualifiers that hold addresses
 */
public record Software(
        Source source,
        String name,
        @Nullable String version,
        @Nullable String architecture,
        @Nullable String sourceName,
        @Nullable String sourceVersion,
        @Nullable String vendor,
        @Nullable String purl) {

    public Software {
        if (name.isBlank() || (version != null && version.isBlank())) {
            throw new IllegalArgumentException("software needs a name, and no blank version");
        }
        String fault = fault(name, version, architecture, sourceName, sourceVersion, vendor, purl);
        if (fault != null) {
            throw new IllegalArgumentException("software " + fault);
        }
    }

    /** What is wrong with such fields, or null. */
    static @Nullable String fault(@Nullable String... fields) {
        for (String field : fields) {
            if (field != null && field.length() > Limits.FIELD_CHARACTERS_MAX) {
                return "a field has more than " + Limits.FIELD_CHARACTERS_MAX + " characters";
            }
            if (field != null && field.chars().anyMatch(Software::isUnseen)) {
                return "a field has control characters";
            }
        }
        return null;
    }

    /** Controls, and what turns round text that runs both ways. */
    private static boolean isUnseen(int c) {
        return Character.isISOControl(c)
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
