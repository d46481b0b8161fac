package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import muster.tenancy.Role;

/** A program of an organization that reports with a key and reads what it reported. */
record Poster(TestHub hub, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Poster of(TestHub hub, String organization) {
        try {
            var answer =
                    hub.send(
                            Optional.of(hub.member(organization, Role.OWNER)),
                            "POST",
                            "/api/v1/orgs/" + organization + "/api-keys",
                            "{\"name\":\"test\",\"scopes\":[\"inventory:write\",\"devices:read\",\"software:read\"]}");
            return new Poster(hub, read(answer.body()).get("key").asText());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A report of one package. */
    static String report(UUID id, String hostname, String name, String version) {
        return """
        {"report_id":"%s","hostname":"%s","ip_address":"10.0.0.1",
         "os_name":"Debian GNU/Linux","os_version":"12","agent_version":"1",
         "asset_type":"server","products":[{"vendor":"Debian","product_name":"%s",
         "version":"%s","source_type":"deb"}]}
        """
                .formatted(id, hostname, name, version);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        var request = request(path).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Posts these bytes, compressed. */
    HttpResponse<String> gzip(String path, byte[] body) throws Exception {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return send(
                request(path)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));
    }

    HttpResponse<String> answer(String path) throws Exception {
        return send(request(path).GET());
    }

    JsonNode get(String path) throws Exception {
        return json(200, answer(path));
    }

    List<JsonNode> items(String path) throws Exception {
        var items = new ArrayList<JsonNode>();
        get(path).get("items").forEach(items::add);
        return items;
    }

    static JsonNode json(int status, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        return read(answer.body());
    }

    static JsonNode read(String body) throws IOException {
        return JSON.readTree(body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + hub.hub.port() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
