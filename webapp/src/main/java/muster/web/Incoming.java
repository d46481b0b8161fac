package muster.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came over the wire; a body is read only when somebody asks, and once. */
final class Incoming implements AutoCloseable {
    private final ServerRequest request;
    private final String address;
    private final BytesUnderWay bytes;
    private BytesUnderWay.Share share;
    private byte @Nullable [] sent;
    private @Nullable Body body;

    Incoming(ServerRequest request, Addresses addresses, BytesUnderWay bytes) {
        this.request = request;
        this.bytes = bytes;
        this.address =
                addresses.client(
                        request.remotePeer().host(),
                        request.headers().values(HeaderNames.X_FORWARDED_FOR));
        this.share = bytes.ofStranger(address);
    }

    /** The body as it came, which nothing has inflated or read yet. */
    byte[] sent(int bytesMax) {
        if (sent == null) {
            sent = Body.sent(request, bytesMax, share);
        }
        return sent;
    }

    Body body(int bytesMax) {
        if (body == null) {
            body = Body.of(request, sent(bytesMax), bytesMax, share);
        }
        return body;
    }

    /** Whoever sends this names a collector, and has yet to prove it. */
    void claims(Visitor.Collector collector) {
        countFor(bytes.ofClaimed(collector.id()));
    }

    /** Whoever sends this has shown who they are. */
    void becomesKnown(Visitor visitor) {
        switch (visitor) {
            case Visitor.Anonymous() -> {}
            case Visitor.SignedIn person -> countFor(bytes.ofKnown(person.person()));
            case Visitor.Program program -> countFor(bytes.ofKnown(program.organization().id()));
            case Visitor.Collector collector ->
                    countFor(bytes.ofKnown(collector.organization().id()));
        }
    }

    private void countFor(BytesUnderWay.Share another) {
        share.close();
        share = another;
        if (sent != null) {
            share.cover(sent.length);
        }
    }

    /** The body is needed no more. */
    @Override
    public void close() {
        share.close();
    }

    /** One field of a form; nothing where the body is not a form. */
    Optional<String> field(String name, int bytesMax) {
        var form = body(bytesMax);
        return form.isForm() ? form.form().first(name) : Optional.empty();
    }

    String method() {
        return request.prologue().method().text();
    }

    /** The path as it was sent. */
    String path() {
        return request.path().rawPath();
    }

    /** The query string as it was sent, with its question mark; empty where there is none. */
    String query() {
        var query = request.query().rawValue();
        return query.isEmpty() ? "" : "?" + query;
    }

    Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /** The serial number of the certificate that the other side showed, where it was asked. */
    Optional<String> certificate() {
        return request.remotePeer()
                .tlsCertificates()
                .flatMap(shown -> Stream.of(shown).findFirst())
                .filter(X509Certificate.class::isInstance)
                .map(shown -> ((X509Certificate) shown).getSerialNumber().toString(16));
    }

    Optional<String> cookie(String name) {
        return headers().cookies().first(name).asOptional();
    }

    /** Who asks, behind trusted proxies or not. */
    String address() {
        return address;
    }

    ServerRequestHeaders headers() {
        return request.headers();
    }
}
