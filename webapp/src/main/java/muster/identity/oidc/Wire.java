package muster.identity.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.TreeMap;
import muster.identity.Outbound;

/** The library's requests, sent in the hub's own bounded way. */
final class Wire implements ResourceRetriever {
    private static final int OK = 200;

    private final Outbound outbound;

    Wire(Outbound outbound) {
        this.outbound = outbound;
    }

    HTTPResponse send(HTTPRequest request) throws IOException {
        var headers = new TreeMap<String, String>();
        request.getHeaderMap().forEach((name, values) -> headers.put(name, values.getFirst()));
        headers.putIfAbsent("Accept", "application/json");
        var body = request.getBody() == null ? "" : request.getBody();
        var answer =
                outbound.send(
                        new Outbound.Message(
                                request.getMethod().name(), request.getURI(), headers, body));
        var response = new HTTPResponse(answer.status());
        try {
            response.setContentType(answer.headers().getOrDefault("content-type", "text/plain"));
        } catch (ParseException malformed) {
            throw new IOException("an answer of an unreadable type", malformed);
        }
        response.setBody(answer.body());
        return response;
    }

    /** A document that is there, or nothing but a failure. */
    String get(URI uri, String mediaType) throws IOException {
        var answer = outbound.send(Outbound.Message.get(uri, mediaType));
        if (answer.status() != OK) {
            throw new IOException("%s answers %d".formatted(uri.getHost(), answer.status()));
        }
        return answer.body();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(
                get(URI.create(url.toString()), "application/json"), "application/json");
    }
}
