package muster.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Row;
import muster.matching.Component.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * A device as lists and pages show it: of each fact the strongest source's word.
 *
 * @param labels {@code key=value} or a key alone
 */
public record Device(
        UUID id,
        UUID site,
        String siteName,
        List<String> labels,
        String hostname,
        String type,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String serial,
        @Nullable String vendor,
        @Nullable String model,
        @Nullable String ipAddress,
        @Nullable String agentVersion,
        Provenance provenance,
        Instant firstSeen,
        Instant lastSeen,
        Status status,
        int softwareCount,
        int softwareChecked,
        int findingsOpen,
        int findingsExploited) {
    public Device {
        labels = List.copyOf(labels);
    }

    /** Whether a device still reports. */
    public enum Status {
        REPORTING,
        /** Silent for two of its intervals: what is known of it may be history. */
        LATE,
        /** Silent for so long that nobody waits for it any more. */
        OFFLINE,
        /** Somebody told of it; it never reports by itself, and so it is never late. */
        LISTED,
        RETIRED;

        /**
         * How long a late device is expected back. With the two daily reports that make it late
         * this is a week: whoever is away from Friday to the Monday after is at work again by then.
         */
        public static final Duration UNTIL_OFFLINE = Duration.ofDays(5);

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return Stream.of(values()).map(Status::word).toList();
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

    /** Whether its count of findings says something: where nothing was checked, none is no news. */
    public boolean isTold() {
        return isTold(softwareChecked, findingsOpen);
    }

    /** The same of a device of which only this is known. */
    public static boolean isTold(long softwareChecked, long findingsOpen) {
        return softwareChecked > 0 || findingsOpen > 0;
    }

    /** The type as glyphs know it; null for words of reporters that no glyph stands for. */
    public @Nullable String glyph() {
        return DeviceTypes.glyph(type);
    }

    /** How far its words can be trusted: {@code signed}, {@code keyed} or {@code pasted}. */
    public String trust() {
        return switch (provenance) {
            case AGENT, MDM, SSH, SNMP, PASSIVE -> "signed";
            case KEYED -> "keyed";
            case PASTE -> "pasted";
        };
    }

    static Device of(Row row) {
        return new Device(
                row.uuid("id"),
                row.uuid("site_id"),
                row.text("site_name"),
                row.texts("labels"),
                row.text("hostname"),
                row.text("type"),
                row.textOrNull("os_name"),
                row.textOrNull("os_version"),
                row.textOrNull("serial"),
                row.textOrNull("vendor"),
                row.textOrNull("model"),
                row.textOrNull("ip_address"),
                row.textOrNull("agent_version"),
                Provenance.of(row.text("provenance")),
                row.instant("first_seen"),
                row.instant("last_seen"),
                Status.valueOf(row.text("status").toUpperCase(Locale.ROOT)),
                row.integer("software_count"),
                row.integer("software_checked"),
                row.integer("findings_open"),
                row.integer("findings_exploited"));
    }
}
