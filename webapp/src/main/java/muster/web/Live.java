package muster.web;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import muster.web.Announcements.Announcement;
import muster.web.Announcements.Stream;

/** Announcements on their way to an open page, as server-sent events. Holds no transaction. */
public final class Live {
    /** Keeps proxies from closing the stream, finds out who has left, asks who still may listen. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final Duration RECONNECT = Duration.ofSeconds(5);

    private final Duration heartbeat;

    public Live() {
        this(HEARTBEAT);
    }

    Live(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /**
     * Sends until the browser leaves, the stream is ended, or the listener may no longer listen.
     *
     * @param mayListen asked with every heartbeat; it opens the transaction that it needs
     */
    public void send(Stream stream, ServerResponse response, BooleanSupplier mayListen) {
        SlowClients.exempt();
        // Proxies that hold back what they get would hold back the news.
        response.header("X-Accel-Buffering", "no");
        try (stream;
                var sink = response.sink(SseSink.TYPE)) {
            sink.emit(SseEvent.builder().comment("listening").reconnectDelay(RECONNECT).build());
            relay(stream, sink, mayListen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relay(Stream stream, SseSink sink, BooleanSupplier mayListen)
            throws InterruptedException {
        long asked = System.nanoTime();
        while (stream.isOpen()) {
            var next = stream.next(heartbeat);
            if (System.nanoTime() - asked >= heartbeat.toNanos()) {
                asked = System.nanoTime();
                if (!mayListen.getAsBoolean()) {
                    return;
                }
            }
            if (next.isPresent()) {
                sink.emit(event(next.get()));
            } else if (stream.isOpen()) {
                sink.emit(SseEvent.builder().comment("still here").build());
            }
        }
    }

    private static SseEvent event(Announcement announcement) {
        return SseEvent.builder().name(announcement.kind()).data(announcement.id()).build();
    }
}
