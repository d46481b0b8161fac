package muster.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes a report as wire version 1; what is absent is left out. */
final class ReportWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private ReportWriter() {}

    static byte[] json(Report report) {
        // Wire version 1 is one inventory, flat; more kinds of sighting come with version 2.
        if (report.sightings().size() != 1
                || !(report.sightings().getFirst() instanceof Inventory inventory)) {
            throw new IllegalArgumentException(
                    report.sightings().size() + " sightings; wire version 1 carries one inventory");
        }
        var bytes = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            text(json, "report_id", report.id() == null ? null : report.id().toString());
            device(json, inventory.device());
            json.writeArrayFieldStart("products");
            for (var fact : inventory.software()) {
                software(json, fact);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void device(JsonGenerator json, DeviceFacts device) throws IOException {
        text(json, "hostname", device.hostname());
        text(json, "ip_address", device.ipAddress() == null ? null : device.ipAddress().text());
        text(json, "os_name", device.osName());
        text(json, "os_version", device.osVersion());
        text(json, "agent_version", device.agentVersion());
        text(json, "asset_type", device.assetType());
        text(json, "serial", device.serial());
        text(json, "hardware_uuid", device.hardwareUuid());
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

    private static void text(JsonGenerator json, String field, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
