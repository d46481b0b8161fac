package muster.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports for programs that read openapi.json; {@link muster.wire.Report} decodes it. */
record ReportBody(
        UUID reportId,
        String hostname,
        @Nullable String ipAddress,
        @Nullable String osName,
        @Nullable String osVersion,
        @Nullable String agentVersion,
        @Nullable String assetType,
        @Nullable String serial,
        @Nullable String hardwareUuid,
        @Nullable List<String> macAddresses,
        List<Product> products) {

    /** One piece of software on the device. */
    record Product(
            @Nullable String vendor,
            String productName,
            @Nullable String version,
            @Nullable String sourceType,
            @Nullable String architecture,
            @Nullable String sourcePackage,
            @Nullable String sourceVersion,
            @Nullable String purl) {}

    /** The same from posters of other makers, whose id is a header. */
    record Compatible(
            String hostname,
            @Nullable String ipAddress,
            @Nullable String osName,
            @Nullable String osVersion,
            @Nullable String agentVersion,
            @Nullable String assetType,
            @Nullable String serial,
            @Nullable String hardwareUuid,
            @Nullable List<String> macAddresses,
            List<Product> products) {}

    /**
     * From collectors that sign. Wire version 2, of a device: hostname and products are there, what
     * is said beside version 1 is optional. Wire version 3, of a scanner: scan and targets, and
     * nothing of a device.
     */
    record Signed(
            int wire,
            @Nullable UUID reportId,
            @Nullable Instant observedAt,
            @Nullable Scan scan,
            @Nullable List<Target> targets,
            @Nullable String hostname,
            @Nullable String ipAddress,
            @Nullable String osName,
            @Nullable String osVersion,
            @Nullable String kernel,
            @Nullable String architecture,
            @Nullable String agentVersion,
            @Nullable String assetType,
            @Nullable String serial,
            @Nullable String hardwareUuid,
            @Nullable List<String> macAddresses,
            @Nullable List<Product> products,
            @Nullable String base,
            @Nullable String digest,
            @Nullable List<Product> removed,
            @Nullable List<Interface> interfaces,
            @Nullable List<Listener> listeners,
            @Nullable List<Neighbour> neighbours,
            @Nullable List<Failure> failures) {}

    /** A sweep of one site, of which a report brings a part. */
    record Scan(
            UUID id, String site, Instant startedAt, int targets, boolean finished, String rules) {}

    /** An address, and what came of asking it. */
    record Target(
            String ipAddress,
            String result,
            @Nullable String why,
            @Nullable List<Evidence> evidence) {}

    /** Raw text that a device gave: snmp, cli, banner or mac. */
    record Evidence(
            String kind,
            @Nullable String command,
            @Nullable String platform,
            @Nullable String protocol,
            @Nullable Integer port,
            String text) {}

    /** A network interface. */
    record Interface(String name, @Nullable String mac, List<String> addresses) {}

    /** A port on which programs listen. */
    record Listener(String protocol, String address, int port, @Nullable String process) {}

    /** Another device on the networks of this one. */
    record Neighbour(String ipAddress, String mac, @Nullable String interface_) {}

    /** What could not be read. */
    record Failure(String source, String why) {}
}
