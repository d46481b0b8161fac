package muster.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a report as wire version 1 where that says it all; what is absent is left out. */
final class ReportWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private ReportWriter() {}

    static byte[] json(Report report) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(report, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(Report report, OutputStream out) throws IOException {
        try (var json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (isScan(report)) {
                json.writeNumberField("wire", Report.Version.SCAN);
            } else if (!isVersionOne(report)) {
                json.writeNumberField("wire", Report.Version.DEVICE);
            }
            text(json, "report_id", report.id());
            text(json, "observed_at", report.observedAt());
            for (var sighting : report.sightings()) {
                sighting(json, sighting);
            }
            if (isScan(report)) {
                ScanWriter.targets(json, report);
            }
            failures(json, report);
            json.writeEndObject();
        }
    }

    private static boolean isScan(Report report) {
        return report.sightings().stream().anyMatch(Scan.class::isInstance);
    }

    private static boolean isVersionOne(Report report) {
        return report.observedAt() == null
                && report.sightings().size() == 1
                && report.sightings().getFirst() instanceof Inventory inventory
                && inventory.device().kernel() == null
                && inventory.device().architecture() == null;
    }

    private static void sighting(JsonGenerator json, Sighting sighting) throws IOException {
        switch (sighting) {
            case Inventory inventory -> {
                device(json, inventory.device());
                products(json, "products", inventory.software());
            }
            case Change change -> {
                device(json, change.device());
                text(json, "base", change.base());
                text(json, "digest", change.result());
                products(json, "products", change.added());
                products(json, "removed", change.removed());
            }
            case Surroundings surroundings -> surroundings(json, surroundings);
            case Scan scan -> ScanWriter.scan(json, scan);
            case SourceFailure _, Target _ -> {
                // All of them are one list, written last.
            }
        }
    }

    private static void failures(JsonGenerator json, Report report) throws IOException {
        if (report.sightings().stream().anyMatch(SourceFailure.class::isInstance)) {
            json.writeArrayFieldStart("failures");
            for (var sighting : report.sightings()) {
                if (sighting instanceof SourceFailure failure) {
                    json.writeStartObject();
                    text(json, "source", failure.source());
                    text(json, "why", failure.why());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }
    }

    private static void products(JsonGenerator json, String field, List<SoftwareFact> software)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (var fact : software) {
            software(json, fact);
        }
        json.writeEndArray();
    }

    private static void surroundings(JsonGenerator json, Surroundings surroundings)
            throws IOException {
        json.writeArrayFieldStart("interfaces");
        for (var one : surroundings.interfaces()) {
            json.writeStartObject();
            text(json, "name", one.name());
            text(json, "mac", one.mac());
            json.writeArrayFieldStart("addresses");
            for (var address : one.addresses()) {
                json.writeString(address.text());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("listeners");
        for (var one : surroundings.listeners()) {
            json.writeStartObject();
            text(json, "protocol", one.protocol().name().toLowerCase(Locale.ROOT));
            text(json, "address", one.address().text());
            json.writeNumberField("port", one.port());
            text(json, "process", one.process());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("neighbours");
        for (var one : surroundings.neighbours()) {
            json.writeStartObject();
            text(json, "ip_address", one.address().text());
            text(json, "mac", one.mac());
            text(json, "interface", one.through());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void device(JsonGenerator json, DeviceFacts device) throws IOException {
        text(json, "hostname", device.hostname());
        text(json, "ip_address", device.ipAddress());
        text(json, "os_name", device.osName());
        text(json, "os_version", device.osVersion());
        text(json, "agent_version", device.agentVersion());
        text(json, "asset_type", device.assetType());
        text(json, "serial", device.serial());
        text(json, "hardware_uuid", device.hardwareUuid());
        text(json, "kernel", device.kernel());
        text(json, "architecture", device.architecture());
        if (!device.macAddresses().isEmpty()) {
            json.writeArrayFieldStart("mac_addresses");
            for (var mac : device.macAddresses()) {
                json.writeString(mac.text());
            }
            json.writeEndArray();
        }
    }

    private static void software(JsonGenerator json, SoftwareFact fact) throws IOException {
        json.writeStartObject();
        text(json, "vendor", fact.vendor());
        text(json, "product_name", fact.name());
        text(json, "version", fact.version());
        text(json, "source_type", fact.sourceType());
        text(json, "architecture", fact.architecture());
        text(json, "source_package", fact.sourcePackage());
        text(json, "source_version", fact.sourceVersion());
        text(json, "purl", fact.purl());
        json.writeEndObject();
    }

    /** Everything that is a text on the wire says so by its {@code toString}. */
    static void text(JsonGenerator json, String field, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value.toString());
        }
    }
}
