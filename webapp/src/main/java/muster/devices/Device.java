package muster.devices;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import muster.database.Row;
import muster.matching.Component.Distribution;
import org.jspecify.annotations.Nullable;

/** A device as lists and pages show it: of each fact the strongest source's word. */
public record Device(
        UUID id,
        UUID site,
        String hostname,
        String type,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String serial,
        @Nullable String ipAddress,
        @Nullable String agentVersion,
        Provenance provenance,
        Instant firstSeen,
        Instant lastSeen,
        Status status,
        int softwareCount,
        int findingsOpen,
        int findingsExploited) {
    static final String COLUMNS =
            """
            d.id, d.site_id, d.hostname, d.type, d.os_name, d.os_version, d.serial, d.ip_address,
            d.agent_version, d.provenance, d.first_seen, d.last_seen, d.late_after, d.retired_at,
            d.software_count, d.findings_open, d.findings_exploited
            """;

    /** Whether a device still reports. */
    public enum Status {
        ACTIVE,
        /** Silent for two of its intervals: what is known of it may be history. */
        LATE,
        RETIRED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The system and release that advisories speak of; empty where nobody told. */
    public Optional<Distribution> distribution() {
        return Distributions.of(osName, osVersion);
    }

    /** For people: "Debian GNU/Linux 12", or nothing. */
    public @Nullable String system() {
        if (osName == null) {
            return osVersion;
        } else if (osVersion == null || osName.contains(osVersion)) {
            return osName;
        } else {
            return osName + " " + osVersion;
        }
    }

    /** How far its words can be trusted: {@code signed}, {@code keyed} or {@code pasted}. */
    public String trust() {
        return switch (provenance) {
            case AGENT, MDM, SSH, SNMP, PASSIVE -> "signed";
            case KEYED -> "keyed";
            case PASTE -> "pasted";
        };
    }

    static Device of(Row row, Instant now) {
        return new Device(
                row.uuid("id"),
                row.uuid("site_id"),
                row.text("hostname"),
                row.text("type"),
                row.textOrNull("os_name"),
                row.textOrNull("os_version"),
                row.textOrNull("serial"),
                row.textOrNull("ip_address"),
                row.textOrNull("agent_version"),
                Provenance.of(row.text("provenance")),
                row.instant("first_seen"),
                row.instant("last_seen"),
                status(row, now),
                row.integer("software_count"),
                row.integer("findings_open"),
                row.integer("findings_exploited"));
    }

    private static Status status(Row row, Instant now) {
        if (row.instantOrNull("retired_at") != null) {
            return Status.RETIRED;
        } else {
            return row.instant("late_after").isBefore(now) ? Status.LATE : Status.ACTIVE;
        }
    }
}
