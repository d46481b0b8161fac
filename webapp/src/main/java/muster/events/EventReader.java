package muster.events;

import static muster.events.EventLines.TEXT_LETTERS_MAX;

import java.io.IOException;
import java.nio.CharBuffer;
import muster.events.Event.Endpoint;
import muster.events.EventLines.Malformed;
import muster.wire.IpAddress;
import muster.wire.Report;
import org.jspecify.annotations.Nullable;

/** Reads one event: what lists show and are asked for; the rest is kept as it is. */
final class EventReader {
    private static final int BYTE_MAX = 255;
    private static final int PORT_MAX = 65_535;
    private static final String WHOLE = "a whole number";

    /** The end of the year 9999, which is as far as a browser goes. */
    private static final long TIME_MAX = 253_402_300_799_999L;

    private final EventTokens tokens;
    private @Nullable Long classUid;
    private @Nullable Long activityId;
    private @Nullable Long severityId;
    private @Nullable Long time;
    private Endpoint source = Endpoint.NONE;
    private Endpoint destination = Endpoint.NONE;
    private @Nullable String named;
    private @Nullable String message;
    private @Nullable String title;

    private EventReader(EventTokens tokens) {
        this.tokens = tokens;
    }

    /** The event of a line, whose characters are in an array. */
    static Event read(CharBuffer line) {
        return EventTokens.whole(line, tokens -> new EventReader(tokens).event());
    }

    private Event event() throws IOException {
        tokens.all(this::field);
        return new Event(
                Math.toIntExact(present("class_uid", classUid)),
                Math.toIntExact(present("activity_id", activityId)),
                severity(Math.toIntExact(present("severity_id", severityId))),
                present("time", time),
                source,
                destination,
                named == null ? destination.hostname() : named,
                summary(message == null ? title : message),
                tokens.kept());
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "class_uid" -> classUid = tokens.number(name, Integer.MAX_VALUE, WHOLE);
            case "activity_id" -> activityId = tokens.number(name, Integer.MAX_VALUE, WHOLE);
            case "severity_id" -> severityId = tokens.number(name, Integer.MAX_VALUE, WHOLE);
            case "time" -> time = tokens.number(name, TIME_MAX, "milliseconds since 1970");
            case "src_endpoint" -> source = endpoint(name);
            case "dst_endpoint" -> destination = endpoint(name);
            case "message" -> message = tokens.text(name);
            case "finding_info" -> within(name, "title", () -> title = tokens.text("title"));
            case "query" -> within(name, "hostname", this::name);
            case "tls" -> within(name, "sni", this::name);
            case "http_request" -> within(name, "url", () -> within("url", "hostname", this::name));
            default -> tokens.pass();
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    /** Reads one field of the object that comes next. */
    private void within(String object, String wanted, Reading reading) throws IOException {
        tokens.object(
                object,
                field -> {
                    if (field.equals(wanted)) {
                        reading.read();
                    } else {
                        tokens.pass();
                    }
                });
    }

    private void name() throws IOException {
        named = tokens.shortText("hostname");
    }

    private Endpoint endpoint(String name) throws IOException {
        var said =
                new Object() {
                    @Nullable String address;
                    @Nullable Integer port;
                    @Nullable String hostname;
                };
        tokens.object(
                name,
                field -> {
                    switch (field) {
                        case "ip" -> said.address = address(name);
                        case "port" -> said.port = (int) tokens.number(field, PORT_MAX, WHOLE);
                        case "hostname" -> said.hostname = tokens.shortText(field);
                        default -> tokens.pass();
                    }
                });
        return new Endpoint(said.address, said.port, said.hostname);
    }

    private @Nullable String address(String endpoint) throws IOException {
        var text = tokens.text("ip");
        try {
            return text == null || isPlain(text) ? text : IpAddress.of(text).text();
        } catch (Report.Malformed malformed) {
            throw new Malformed(endpoint + ".ip: no IPv4 or IPv6 address");
        }
    }

    /** Four numbers without zeros before them, which is how most are written. */
    private static boolean isPlain(String text) {
        int number = -1;
        int dots = 0;
        for (int at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (letter == '.' && number >= 0) {
                dots++;
                number = -1;
            } else if (letter >= '0' && letter <= '9' && number != 0) {
                number = 10 * Math.max(number, 0) + letter - '0';
                if (number > BYTE_MAX) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return dots == 3 && number >= 0;
    }

    private static Severity severity(int id) {
        return Severity.of(id)
                .orElseThrow(() -> new Malformed("severity_id: none of OCSF's: 0 to 6, or 99"));
    }

    private static long present(String name, @Nullable Long value) {
        if (value == null) {
            throw new Malformed(name + ": missing");
        }
        return value;
    }

    /** The beginning of a long text; all of it is in the event. */
    private static @Nullable String summary(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        } else if (text.length() <= TEXT_LETTERS_MAX) {
            return text;
        } else {
            // Not between the halves of a pair.
            int end = TEXT_LETTERS_MAX - 1;
            return text.substring(
                            0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                    + "…";
        }
    }
}
