package muster.web;

import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import muster.wire.Signature;
import org.jspecify.annotations.Nullable;

/** The hub's front: finds the route of a request, passes it to the Desk, and sends the reply. */
public final class Front implements io.helidon.webserver.http.Handler {
    private static final System.Logger LOG = System.getLogger(Front.class.getName());
    private static final int QUERY_LETTERS_MAX = 4096;

    /** Our script sends it with what it asks because of news, not because of a person. */
    private static final String UNATTENDED = "X-Unattended";

    /** What a browser accepts when it listens, which it does again after every break. */
    private static final String EVENTS = "text/event-stream";

    private final RouteTree routes;
    private final Desk desk;
    private final Replies replies;
    private final Site site;
    private final Addresses addresses;
    private final Gate gate;
    private final BytesUnderWay bytes = new BytesUnderWay();

    public Front(
            Routes routes,
            Desk desk,
            Replies replies,
            Site site,
            Addresses addresses,
            RateLimits limits) {
        this.routes = new RouteTree(routes.table());
        this.desk = desk;
        this.replies = replies;
        this.site = site;
        this.addresses = addresses;
        this.gate = new Gate(desk, limits);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var path = request.path().rawPath();
        var exchange = new Exchange(request, response, path);
        try (var incoming = new Incoming(request, addresses, bytes)) {
            exchange.incoming = incoming;
            var match = routes.find(request.prologue().method().text(), path);
            exchange.place = match.route().method() + " " + match.route().path();
            refuseOtherSites(match.route(), incoming);
            var credentials = credentials(incoming);
            exchange.stillOpen = () -> desk.stillOpens(match, credentials);
            var visitor = gate.admit(match.route(), credentials, response);
            gate.prove(visitor, match.route(), incoming);
            var reply =
                    desk.serve(
                            match,
                            query(request),
                            visitor,
                            incoming,
                            known -> exchange.request = known);
            replies.send(reply, exchange);
        } catch (RuntimeException failure) {
            fail(exchange, failure);
        }
    }

    private void fail(Exchange exchange, RuntimeException failure) {
        if (hasLeft(exchange, failure)) {
            throw new CloseConnectionException("the reader left", failure);
        }
        var problem = Problems.of(failure).orElseGet(() -> ours(exchange, failure));
        if (exchange.begun) {
            // What has begun cannot be taken back: the reader must see that it broke off.
            throw new CloseConnectionException("broken off", failure);
        }
        if (exchange.request == null && !exchange.wantsJson()) {
            exchange.stranded = stranded(exchange);
        }
        replies.send(problem, exchange);
    }

    // Whoever is signed in stays so on the page that says what went wrong; which must be shown
    // even where nobody can tell who it is.
    private Visitor stranded(Exchange exchange) {
        try {
            return exchange.incoming == null
                    ? new Visitor.Anonymous()
                    : gate.visitor(credentials(exchange.incoming));
        } catch (RuntimeException unknown) {
            LOG.log(System.Logger.Level.DEBUG, "nobody can tell who this is", unknown);
            return new Visitor.Anonymous();
        }
    }

    private static boolean hasLeft(Exchange exchange, RuntimeException failure) {
        return failure instanceof CloseConnectionException
                || failure instanceof SocketWriterException
                || (exchange.begun && failure instanceof UncheckedIOException);
    }

    // The reference is all that a stranger learns; the log has the rest.
    private static Problem ours(Exchange exchange, RuntimeException failure) {
        var reference = UUID.randomUUID().toString();
        LOG.log(
                System.Logger.Level.ERROR,
                "failure " + reference + " on " + exchange.place,
                failure);
        return Problem.of(500, "Something broke", "this is our fault; reference " + reference);
    }

    private void refuseOtherSites(Route route, Incoming incoming) {
        var origin = incoming.header("Origin");
        var fetchSite = incoming.header("Sec-Fetch-Site");
        if (route.changes()
                && !route.has(Clause.CROSS_SITE)
                && !Csrf.sameOrigin(fetchSite, origin, site.publicUrl())) {
            throw Problem.forbidden("this came from another site");
        }
    }

    private Visitors.Credentials credentials(Incoming incoming) {
        var bearer =
                incoming.header("Authorization")
                        .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
                        .map(text -> text.substring(7).strip())
                        .filter(text -> !text.startsWith(Visitors.INVITATION));
        return new Visitors.Credentials(
                incoming.cookie(site.cookie()),
                bearer,
                incoming.header("X-Agent-Key"),
                Signature.read(incoming::header),
                incoming.certificate(),
                incoming.address(),
                isAttended(incoming));
    }

    private static boolean isAttended(Incoming incoming) {
        return incoming.header(UNATTENDED).isEmpty()
                && incoming.header("Accept").filter(EVENTS::equals).isEmpty();
    }

    private static Map<String, String> query(ServerRequest request) {
        var raw = request.query().rawValue();
        if (raw.length() > QUERY_LETTERS_MAX) {
            throw Problem.of(414, "Address too long", "at most " + QUERY_LETTERS_MAX + " letters");
        }
        return Form.of(raw).firsts();
    }

    /** One request on its way, as far as it is known when it has to be answered. */
    static final class Exchange {
        final ServerRequest raw;
        final ServerResponse response;
        final String path;
        @Nullable Incoming incoming;
        @Nullable Request request;
        // Who asks where there is no request, since it led nowhere.
        Visitor stranded = new Visitor.Anonymous();
        // For the log: the path itself may hold the token of a mailed link.
        String place = "no route";
        BooleanSupplier stillOpen = () -> false;
        // Whether bytes of a reply that takes its time are on their way.
        boolean begun;

        Exchange(ServerRequest raw, ServerResponse response, String path) {
            this.raw = raw;
            this.response = response;
            this.path = path;
        }

        boolean wantsJson() {
            return path.startsWith("/api/") || isScim() || path.endsWith(".json");
        }

        /** A protocol with a media type and an error of its own (RFC 7644). */
        boolean isScim() {
            return path.startsWith("/scim/");
        }

        boolean isHtmx() {
            return raw.headers().contains(HeaderNames.create("HX-Request"));
        }

        boolean isHead() {
            return raw.prologue().method().text().equals("HEAD");
        }
    }
}
