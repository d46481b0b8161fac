package muster;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A browser or program that talks to a hub: keeps its cookie, its token and its address. */
public final class TestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI hub;
    private final Map<String, String> headers = new TreeMap<>();
    private String csrf = "";

    /** What came back. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public String location() {
            return response.headers().firstValue("Location").orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError(
                        "%s: %d, not %d: %s".formatted(response.uri(), status(), status, body()));
            }
            return this;
        }
    }

    TestClient(URI hub, String address) {
        this.hub = hub;
        headers.put("X-Forwarded-For", address);
    }

    public TestClient with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** A header that every request carries, such as the session's cookie. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    public TestClient bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public void csrf(String token) {
        csrf = token;
        headers.put("X-CSRF-Token", token);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "");
    }

    public Answer post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    /** Posts a text as it is. */
    public Answer send(String path, String text) {
        return send("POST", path, BodyPublishers.ofString(text), "text/plain");
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, json(body), "application/json");
    }

    /** Sends a change as it is written. */
    public Answer patch(String path, String body) {
        return send("PATCH", path, BodyPublishers.ofString(body), "application/scim+json");
    }

    /** Submits a form as a browser does, with the token of its session. */
    public Answer submit(String path, Map<String, String> fields) {
        var all = new TreeMap<>(fields);
        all.put("csrf", csrf);
        var form =
                all.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(joining("&"));
        return send(
                "POST", path, BodyPublishers.ofString(form), "application/x-www-form-urlencoded");
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String type) {
        var request = HttpRequest.newBuilder(hub.resolve(path)).method(method, body);
        headers.forEach(request::header);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        var name = cookie.substring(0, cookie.indexOf('=') + 1);
        var others =
                Stream.of(header("Cookie").split("; ", -1))
                        .filter(one -> !one.isEmpty() && !one.startsWith(name));
        var kept = cookie.substring(0, cookie.indexOf(';'));
        headers.put("Cookie", Stream.concat(others, Stream.of(kept)).collect(joining("; ")));
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
