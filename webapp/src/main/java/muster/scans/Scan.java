package muster.scans;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sweep of a site, as members see it.
 *
 * @param collectorId the scanner; null once it is gone
 * @param state running, finished, or stopped: nothing was heard of it for long
 * @param asked of the targets, in whatever way they answered
 */
public record Scan(
        UUID id,
        @Nullable UUID collectorId,
        String scanner,
        UUID siteId,
        String site,
        String state,
        Instant startedAt,
        Instant reportedAt,
        @Nullable Instant finishedAt,
        String rules,
        int targets,
        int asked,
        int answered,
        int wrongCredential,
        int timeOut,
        int unsupported,
        int error) {
    private static final int WHOLE = 100;

    @JsonIgnore
    public boolean isRunning() {
        return state.equals(Scans.RUNNING);
    }

    /** How much of it is done, in hundredths. */
    @JsonIgnore
    public int percent() {
        return targets == 0 ? WHOLE : (int) Math.min(WHOLE, (long) asked * WHOLE / targets);
    }
}
