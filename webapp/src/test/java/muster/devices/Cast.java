package muster.devices;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import muster.web.Fields;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Query;

/** Devices of Acme, for samples of pages. */
public final class Cast {
    public static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    public static final UUID ID = new UUID(0x0198a6f24f3c7c1eL, 0x9a550d5f3c1b2a10L);

    private Cast() {}

    public static Device web1() {
        return device(
                "web-1.acme.example", "server", Device.Status.REPORTING, Provenance.KEYED, 41);
    }

    public static Device device(
            String hostname,
            String type,
            Device.Status status,
            Provenance provenance,
            int findings) {
        return new Device(
                ID,
                ID,
                "Berlin",
                List.of("env=prod"),
                hostname,
                type,
                "Debian GNU/Linux",
                "12",
                "SN-4F20-9981",
                "Dell",
                "PowerEdge R740",
                "10.0.4.11",
                "0.1.0",
                provenance,
                NOW.minusSeconds(30 * 86_400),
                NOW.minusSeconds(status == Device.Status.LATE ? 6 * 86_400 : 180),
                status,
                412,
                findings > 0 ? 396 : 0,
                findings,
                findings > 40 ? 2 : 0);
    }

    public static DeviceHead head(DeviceHead.Tab current) {
        var home = "/o/acme/devices/" + ID;
        return new DeviceHead(
                web1(),
                List.of(new Link("Devices", "/o/acme/devices"), new Link("web-1", home)),
                Stream.of("Overview", "Software", "Findings", "Network", "Timeline", "Sources")
                        .map(text -> Choice.of(text, home, text.equalsIgnoreCase(current.name())))
                        .toList());
    }

    public static Query query(String q, Fields fields) {
        return Query.parse(Map.of("q", q), fields, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
