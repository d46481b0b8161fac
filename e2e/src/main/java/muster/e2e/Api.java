package muster.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A program that talks to a hub, maybe with a key. */
public record Api(URI hub, Map<String, String> headers) {
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    public Api {
        headers = Map.copyOf(headers);
    }

    /** Without a key. */
    public static Api of(RunningHub hub) {
        return new Api(hub.url(), Map.of());
    }

    public Api withKey(String key) {
        return with("Authorization", "Bearer " + key);
    }

    public Api with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Api(hub, more);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "");
    }

    /** Posts a value as JSON: a map, a list, a record. */
    public Answer post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, json(body), "application/json");
    }

    public Answer postText(String path, String text) {
        return send("POST", path, BodyPublishers.ofString(text), "text/plain; charset=utf-8");
    }

    /** Posts bytes exactly as they are, for bodies no client would make. */
    public Answer postBytes(String path, byte[] bytes, String contentType) {
        return send("POST", path, BodyPublishers.ofByteArray(bytes), contentType);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer send(
            String method, String path, HttpRequest.BodyPublisher body, String contentType) {
        var request =
                HttpRequest.newBuilder(hub.resolve(path))
                        .method(method, body)
                        .timeout(ANSWER_AT_MOST);
        headers.forEach(request::header);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    method + " " + path,
                    response.statusCode(),
                    response.headers(),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Answer(String request, int status, HttpHeaders headers, String text) {

        /** This answer, if it has the status; what it says otherwise. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(
                        "%s: expected %d, got %d: %s".formatted(request, expected, status, text));
            }
            return this;
        }

        public JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError(request + ": no JSON: " + text, e);
            }
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }
}
