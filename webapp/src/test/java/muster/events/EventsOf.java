package muster.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Batches of events for tests, as a collector sends them. */
public final class EventsOf {
    private EventsOf() {}

    /** A sound event with this message. */
    public static String line(String message) {
        return """
        {"class_uid":4003,"category_uid":4,"activity_id":1,"type_uid":400301,"severity_id":1,\
        "time":1763805600123,"metadata":{"version":"1.6.0","product":{"name":"muster"}},\
        "src_endpoint":{"ip":"192.0.2.7","port":53123},"dst_endpoint":{"ip":"192.0.2.53","port":53},\
        "query":{"hostname":"www.example.com","type":"A"},"message":"%s"}\
        """
                .formatted(message);
    }

    /** So many different ones. */
    public static byte[] lines(String message, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> line(message + " " + n))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(UTF_8);
    }

    static EventLines batch(String message, int count) {
        return EventLines.decode(lines(message, count));
    }
}
