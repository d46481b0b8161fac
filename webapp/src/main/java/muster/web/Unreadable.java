package muster.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself answers where there is no route yet to do it: requests that are no HTTP,
 * or too large to look at.
 */
final class Unreadable implements DirectHandler {
    private final int bodyBytesMax;

    private Unreadable(int bodyBytesMax) {
        this.bodyBytesMax = bodyBytesMax;
    }

    /**
     * For the server's {@code directHandlers(…)}.
     *
     * @param bodyBytesMax what the server refuses by its length alone
     */
    static DirectHandlers handlers(int bodyBytesMax) {
        var handlers = DirectHandlers.builder();
        var unreadable = new Unreadable(bodyBytesMax);
        for (var event : EventType.values()) {
            handlers.addHandler(event, unreadable);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        // Without a path nothing of the hub has run: what failed was reading the client's bytes,
        // such as letters that no method has.
        var ours = event == EventType.INTERNAL_ERROR && !request.path().isEmpty();
        var problem =
                event == EventType.INTERNAL_ERROR && !ours
                        ? problem(Status.BAD_REQUEST_400)
                        : problem(status);
        headers.set(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        return TransportResponse.builder()
                .status(Status.create(problem.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(Json.write(problem.json()))
                .build();
    }

    // The server's own messages repeat what was sent; these say what to look at.
    private Problem problem(Status status) {
        return switch (status.code()) {
            case 400 ->
                    Problem.badRequest(
                            "this is no HTTP/1.1 request: look at its request line, its headers"
                                    + " and how its body is framed");
            case 404 -> Problem.notFound();
            case 413 -> Problem.of(413, "Too large", "at most %,d bytes".formatted(bodyBytesMax));
            case 414 ->
                    Problem.of(
                            414,
                            "Address too long",
                            "at most %,d bytes".formatted(SlowClients.REQUEST_LINE_BYTES_MAX));
            case 500 -> Problem.of(500, "Something broke", "this is our fault");
            case 505 -> Problem.of(505, "HTTP version not supported", "this hub speaks HTTP/1.1");
            default -> Problem.of(status.code(), status.reasonPhrase(), "the request was refused");
        };
    }
}
