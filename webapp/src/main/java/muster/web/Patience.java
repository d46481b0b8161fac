package muster.web;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long the hub waits for a client, and how many connections it keeps.
 *
 * @param silent from connecting to the first byte
 * @param headers from the first byte of a request to the end of its headers
 * @param request from the first byte of a request to the first byte of its reply
 * @param reply from the first byte of a reply to its last, unless the handler asked for leave
 * @param write how long a single write may be stuck on a client that does not read
 * @param idle from the end of a reply to the next request on the same connection
 */
public record Patience(
        Duration silent,
        Duration headers,
        Duration request,
        Duration reply,
        Duration write,
        Duration idle,
        int connectionsPerAddressMax,
        int connectionsMax) {

    public static final Duration SILENT_MAX = Duration.ofSeconds(10);
    public static final Duration HEADERS_MAX = Duration.ofSeconds(15);
    public static final Duration REQUEST_MAX = Duration.ofSeconds(60);
    public static final Duration REPLY_MAX = Duration.ofMinutes(2);
    public static final Duration WRITE_MAX = Duration.ofSeconds(30);
    public static final Duration IDLE_MAX = Duration.ofSeconds(75);
    public static final int CONNECTIONS_PER_ADDRESS_MAX = 2_048;
    public static final int CONNECTIONS_MAX = 8_192;

    private static final int WATCHES_PER_LIMIT = 4;

    /** What production uses. */
    public static final Patience USUAL =
            new Patience(
                    SILENT_MAX,
                    HEADERS_MAX,
                    REQUEST_MAX,
                    REPLY_MAX,
                    WRITE_MAX,
                    IDLE_MAX,
                    CONNECTIONS_PER_ADDRESS_MAX,
                    CONNECTIONS_MAX);

    public Patience {
        if (connectionsPerAddressMax < 1 || connectionsMax < connectionsPerAddressMax) {
            throw new IllegalArgumentException(
                    "connections: %d per address, %d in total"
                            .formatted(connectionsPerAddressMax, connectionsMax));
        }
    }

    /** How often to look, so that no limit is overrun by more than a quarter. */
    Duration watchEvery() {
        var limits = List.of(silent, headers, request, reply, write, idle);
        return Collections.min(limits).dividedBy(WATCHES_PER_LIMIT);
    }
}
