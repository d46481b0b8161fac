package muster.wire;

import java.time.Instant;
import java.util.UUID;

/**
 * One sweep of one site's addresses, of which a report brings a part.
 *
 * @param id the same in all reports of this sweep
 * @param site its name, as the scanner's file says it
 * @param startedAt by the scanner's clock
 * @param targets how many addresses the sweep covers
 * @param finished whether this is its last report
 * @param rules version of the identification rules that the scanner has, which only preview
 */
public record Scan(
        UUID id, String site, Instant startedAt, int targets, boolean finished, String rules)
        implements Sighting {
    public Scan {
        site = Text.shown("site", site);
        rules = Text.required("rules", rules);
        if (targets < 0 || targets > Limits.SCAN_TARGETS_MAX) {
            throw Report.Malformed.unreadable(
                    "targets: %,d, expected 0 to %,d".formatted(targets, Limits.SCAN_TARGETS_MAX));
        }
    }
}
