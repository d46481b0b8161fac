package muster.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What reports, as members see it.
 *
 * @param kind agent, scanner or connector
 * @param state reporting, late, never_reported, replaced or revoked
 * @param token the name of the enrollment token that let it in
 * @param device the name of the device that it reports on, null while it has reported none
 * @param clockMillis how far its clock was ahead of ours when it was last heard of
 * @param spoolBatches how many wait to be sent
 * @param certificateUntil until when its newest certificate counts
 * @param replacedBy who enrolled on its machine after it, unless it was heard of since
 */
public record Collector(
        UUID id,
        String kind,
        String name,
        String state,
        @Nullable String platform,
        @Nullable String version,
        String token,
        List<String> labels,
        @Nullable UUID siteId,
        @Nullable String site,
        @Nullable UUID deviceId,
        @Nullable String device,
        Instant enrolledAt,
        @Nullable Instant seenAt,
        @Nullable Long clockMillis,
        @Nullable Long spoolBatches,
        @Nullable Long spoolBytes,
        @Nullable Instant spoolOldest,
        @Nullable Instant certificateUntil,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable UUID replacedBy) {
    /** A clock that is further off is shown. */
    static final Duration CLOCK_OFF_MIN = Duration.ofMinutes(5);

    /** What it can be, from the best to the worst. */
    static final List<String> STATES =
            List.of("reporting", "late", "never_reported", "replaced", "revoked");

    public Collector {
        labels = List.copyOf(labels);
    }

    @JsonIgnore
    public boolean isRevoked() {
        return revokedAt != null;
    }

    /** Whether it is shut out, or another has its place: there is nothing to wait for. */
    @JsonIgnore
    public boolean isGone() {
        return isRevoked() || replacedBy != null;
    }

    /** Whether its clock is so far off that its times mean little. */
    @JsonIgnore
    public boolean isClockOff() {
        return clockMillis != null
                && Duration.ofMillis(clockMillis).abs().compareTo(CLOCK_OFF_MIN) > 0;
    }

    /** How far its clock is off, in whole minutes without a sign. */
    @JsonIgnore
    public long clockMinutes() {
        return clockMillis == null ? 0 : Duration.ofMillis(clockMillis).abs().toMinutes();
    }

    @JsonIgnore
    public boolean isAhead() {
        return clockMillis != null && clockMillis > 0;
    }

    /** Whether something waits to be sent. */
    @JsonIgnore
    public boolean isWaiting() {
        return spoolBatches != null && spoolBatches > 0;
    }
}
