package muster.e2e.idp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import muster.e2e.Eventually;
import muster.e2e.RunningHub;
import muster.e2e.Scratch;

/**
 * A real identity provider with the realm "corp", in which Grace is of the group "security" and
 * Linus of "helpdesk". Whoever administers it does so through its own API.
 */
final class Keycloak implements AutoCloseable {
    static final String GRACE_PASSWORD = "moth-in-relay-seventy";
    static final String LINUS_PASSWORD = "orbitals-of-carbon-six";

    private static final Duration READY_AT_MOST = Duration.ofMinutes(2);
    private static final Duration STOPPED_AT_MOST = Duration.ofSeconds(15);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Scratch folder;
    private final Process process;
    private final URI url;
    private final Path log;

    private Keycloak(Scratch folder, Process process, URI url, Path log) {
        this.folder = folder;
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** One with a port and data of its own. */
    static Keycloak start() {
        var folder = KeycloakFolder.copied();
        int port = RunningHub.freePort();
        var url = URI.create("http://localhost:" + port);
        var log = folder.folder().resolve("log");
        var process =
                KeycloakFolder.run(
                        folder.folder(),
                        log,
                        List.of(
                                "start",
                                "--optimized",
                                "--http-enabled=true",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--hostname=" + url));
        var keycloak = new Keycloak(folder, process, url, log);
        try {
            Eventually.holds("Keycloak answers", READY_AT_MOST, keycloak::answers);
            return keycloak;
        } catch (AssertionError failure) {
            keycloak.close();
            throw failure;
        }
    }

    /** The realm's own address, which is its name as an issuer and as a SAML entity. */
    URI realm() {
        return url.resolve("/realms/corp");
    }

    /** What it says of itself to SAML's service providers. */
    URI samlMetadata() {
        return url.resolve("/realms/corp/protocol/saml/descriptor");
    }

    JsonNode get(String path) {
        return send(admin(path).GET());
    }

    /** Changes something of the realm: {@code /clients}, {@code /users/ID}. */
    JsonNode post(String path, Object body) {
        return send(admin(path).POST(BodyPublishers.ofByteArray(json(body))));
    }

    JsonNode put(String path, Object body) {
        return send(admin(path).PUT(BodyPublishers.ofByteArray(json(body))));
    }

    JsonNode delete(String path) {
        return send(admin(path).DELETE());
    }

    /**
     * The client that this metadata of a SAML service provider describes, as its wizard makes it.
     */
    JsonNode describedBy(String metadata) {
        return send(
                admin("/client-description-converter")
                        .setHeader("Content-Type", "application/xml")
                        .POST(BodyPublishers.ofString(metadata)));
    }

    @Override
    public void close() {
        var all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(STOPPED_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        folder.close();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak did not start:\n" + KeycloakFolder.said(log));
        }
        try {
            var request = HttpRequest.newBuilder(realm()).timeout(ANSWER_AT_MOST).build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(url.resolve("/admin/realms/corp" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json");
    }

    private String token() {
        var form =
                "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                        .formatted(KeycloakFolder.ADMIN, KeycloakFolder.ADMIN);
        var request =
                HttpRequest.newBuilder(url.resolve("/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form));
        return send(request).path("access_token").asText();
    }

    private static JsonNode send(HttpRequest.Builder builder) {
        var request = builder.timeout(ANSWER_AT_MOST).build();
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(
                        "%s %s: %d %s"
                                .formatted(
                                        request.method(),
                                        request.uri(),
                                        answer.statusCode(),
                                        answer.body()));
            }
            return answer.body().isEmpty()
                    ? MissingNode.getInstance()
                    : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
