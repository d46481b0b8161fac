package muster.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says about the device itself.
 *
 * @param assetType an open list: server, workstation, iot, …
 * @param hardwareUuid as the firmware spells it, which is not always a UUID
 * @param kernel the release that runs, which is not always the newest that is installed
 * @param architecture the processor's, as the device spells it: x86_64, aarch64
 * @param vendor who made the hardware; collectors do not say it, identification does
 * @param model as the maker calls it; likewise
 */
public record DeviceFacts(
        String hostname,
        @Nullable IpAddress ipAddress,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String agentVersion,
        @Nullable String assetType,
        @Nullable String serial,
        @Nullable String hardwareUuid,
        List<MacAddress> macAddresses,
        @Nullable String kernel,
        @Nullable String architecture,
        @Nullable String vendor,
        @Nullable String model) {
    public DeviceFacts {
        hostname = Text.shown("hostname", hostname);
        osName = Text.optional("os_name", osName);
        osVersion = Text.optional("os_version", osVersion);
        agentVersion = Text.optional("agent_version", agentVersion);
        assetType = Text.word("asset_type", assetType);
        serial = Text.optional("serial", serial);
        hardwareUuid = Text.optional("hardware_uuid", hardwareUuid);
        kernel = Text.optional("kernel", kernel);
        architecture = Text.optional("architecture", architecture);
        vendor = Text.optional("vendor", vendor);
        model = Text.optional("model", model);
        macAddresses = macAddresses.stream().distinct().sorted().toList();
        if (macAddresses.size() > Limits.MAC_ADDRESSES_MAX) {
            throw Report.Malformed.unreadable(
                    "mac_addresses: %d, at most %d"
                            .formatted(macAddresses.size(), Limits.MAC_ADDRESSES_MAX));
        }
    }

    /** What a collector can say. */
    public DeviceFacts(
            String hostname,
            @Nullable IpAddress ipAddress,
            @Nullable String osName,
            @Nullable String osVersion,
            @Nullable String agentVersion,
            @Nullable String assetType,
            @Nullable String serial,
            @Nullable String hardwareUuid,
            List<MacAddress> macAddresses,
            @Nullable String kernel,
            @Nullable String architecture) {
        this(
                hostname,
                ipAddress,
                osName,
                osVersion,
                agentVersion,
                assetType,
                serial,
                hardwareUuid,
                macAddresses,
                kernel,
                architecture,
                null,
                null);
    }

    /** What wire version 1 can say. */
    public DeviceFacts(
            String hostname,
            @Nullable IpAddress ipAddress,
            @Nullable String osName,
            @Nullable String osVersion,
            @Nullable String agentVersion,
            @Nullable String assetType,
            @Nullable String serial,
            @Nullable String hardwareUuid,
            List<MacAddress> macAddresses) {
        this(
                hostname,
                ipAddress,
                osName,
                osVersion,
                agentVersion,
                assetType,
                serial,
                hardwareUuid,
                macAddresses,
                null,
                null);
    }

    /** A device of which nothing but the name is known. */
    public static DeviceFacts named(String hostname) {
        return new DeviceFacts(hostname, null, null, null, null, null, null, null, List.of());
    }
}
