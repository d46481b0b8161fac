package muster.findings;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of how dangerous a vulnerability is.
 *
 * @param vector its CVSS vector, or null
 * @param exploited whether CISA knows that it is used in attacks
 * @param due by when CISA wants it mended, where it says so
 */
record Rating(@Nullable String vector, boolean exploited, @Nullable LocalDate due) {
    static final Rating NONE = new Rating(null, false, null);
}
