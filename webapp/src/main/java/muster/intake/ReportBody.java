package muster.intake;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wire version 1 for programs that read openapi.json; {@link muster.wire.Report} decodes it. */
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
}
