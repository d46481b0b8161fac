package muster.events;

import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import muster.database.Row;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was recorded.
 *
 * @param observedAt by the collector's clock, never after it came in
 * @param device the one that the collector is on, by its hostname
 * @param event all of it as JSON; empty in a list
 */
public record Recorded(
        UUID id,
        Instant receivedAt,
        Instant observedAt,
        int classUid,
        int activityId,
        String severity,
        @Nullable String sourceAddress,
        @Nullable Integer sourcePort,
        @Nullable String destinationAddress,
        @Nullable Integer destinationPort,
        @Nullable String name,
        @Nullable String summary,
        @Nullable UUID deviceId,
        @Nullable String device,
        @Nullable UUID collectorId,
        @Nullable String collector,
        String event) {
    static final Sql SELECT =
            Sql.of(
                    """
                    select e.id, e.received_at, e.observed_at, e.class_uid, e.activity_id, e.severity,
                        e.src_address, e.src_port, e.dst_address, e.dst_port, e.name, e.summary,
                        d.id as device_id, d.hostname as device, e.collector_id,
                        c.name as collector
                    """);

    static final Sql FROM =
            Sql.of("from events e")
                    .and(EventMoves.JOIN)
                    .and(
                            """
                            left join devices d on d.id = coalesce(alias.device_id, moved.id)
                            left join collectors c on (c.org_id, c.id) = (e.org_id, e.collector_id)
                            """);

    static Recorded of(Row row, String event) {
        return new Recorded(
                row.uuid("id"),
                row.instant("received_at"),
                row.instant("observed_at"),
                row.integer("class_uid"),
                row.integer("activity_id"),
                row.text("severity"),
                row.textOrNull("src_address"),
                port(row.numberOrNull("src_port")),
                row.textOrNull("dst_address"),
                port(row.numberOrNull("dst_port")),
                row.textOrNull("name"),
                row.textOrNull("summary"),
                row.uuidOrNull("device_id"),
                row.textOrNull("device"),
                row.uuidOrNull("collector_id"),
                row.textOrNull("collector"),
                event);
    }

    private static @Nullable Integer port(@Nullable Long number) {
        return number == null ? null : Math.toIntExact(number);
    }

    /** The class in words. */
    public String caption() {
        return EventClass.caption(classUid);
    }

    /** Of the marks that pages have for severities, the one that is nearest. */
    public String mark() {
        return switch (severity) {
            case "fatal", "critical" -> "critical";
            case "high", "medium", "low" -> severity;
            case "informational" -> "none";
            default -> "unknown";
        };
    }

    /** Where it came from, {@code 192.0.2.7:53123}. */
    public @Nullable String source() {
        return endpoint(sourceAddress, sourcePort);
    }

    /** Where it went to. */
    public @Nullable String destination() {
        return endpoint(destinationAddress, destinationPort);
    }

    private static @Nullable String endpoint(@Nullable String address, @Nullable Integer port) {
        if (address == null || port == null) {
            return address;
        }
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /** For programs, in a list. */
    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", id);
        json.put("received_at", receivedAt);
        json.put("time", observedAt);
        json.put("class_uid", classUid);
        json.put("class_name", caption());
        json.put("activity_id", activityId);
        json.put("severity", severity);
        json.put("src_ip", sourceAddress);
        json.put("src_port", sourcePort);
        json.put("dst_ip", destinationAddress);
        json.put("dst_port", destinationPort);
        json.put("name", name);
        json.put("message", summary);
        json.put("device_id", deviceId);
        json.put("device", device);
        json.put("collector_id", collectorId);
        json.put("collector", collector);
        return json;
    }

    /** For programs, with all that was sent. */
    Map<String, @Nullable Object> wholeJson() {
        var json = json();
        // It is JSON already.
        json.put("event", new RawValue(event));
        return json;
    }
}
