package muster.wire;

import static muster.wire.ReportWriter.text;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes what a scanner tells. */
final class ScanWriter {
    private ScanWriter() {}

    static void scan(JsonGenerator json, Scan scan) throws IOException {
        json.writeObjectFieldStart("scan");
        text(json, "id", scan.id());
        text(json, "site", scan.site());
        text(json, "started_at", scan.startedAt());
        json.writeNumberField("targets", scan.targets());
        json.writeBooleanField("finished", scan.finished());
        text(json, "rules", scan.rules());
        json.writeEndObject();
    }

    static void targets(JsonGenerator json, Report report) throws IOException {
        json.writeArrayFieldStart("targets");
        for (var sighting : report.sightings()) {
            if (sighting instanceof Target target) {
                target(json, target);
            }
        }
        json.writeEndArray();
    }

    private static void target(JsonGenerator json, Target target) throws IOException {
        json.writeStartObject();
        text(json, "ip_address", target.address());
        text(json, "result", target.result().word());
        text(json, "why", target.why());
        json.writeArrayFieldStart("evidence");
        for (var evidence : target.evidence()) {
            json.writeStartObject();
            text(json, "kind", evidence.kind());
            switch (evidence) {
                case Evidence.Cli cli -> {
                    text(json, "command", cli.command());
                    text(json, "platform", cli.platform());
                }
                case Evidence.Banner banner -> {
                    text(json, "protocol", banner.protocol());
                    if (banner.port() != null) {
                        json.writeNumberField("port", banner.port());
                    }
                }
                case Evidence.Snmp _, Evidence.Mac _ -> {}
            }
            text(json, "text", evidence.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
