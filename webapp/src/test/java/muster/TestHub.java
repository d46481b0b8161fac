package muster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import muster.database.MasterKey;
import muster.database.TestDatabase;
import muster.identity.QuickHash;
import muster.tenancy.Role;
import muster.tenancy.Tenant;

/** A whole hub on a fresh database, with a member of each role in Acme and in Globex. */
final class TestHub implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";
    private static final String PASSWORD_HASH = QuickHash.of(PASSWORD);

    final TestDatabase fixture = TestDatabase.fresh();
    final Hub hub;
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger addresses = new AtomicInteger();
    private final Map<String, Session> sessions = new HashMap<>();

    /** Who asks: a session's cookie and its token for forms. */
    record Session(String cookie, String csrf) {}

    TestHub() {
        try {
            data = Files.createTempDirectory("muster-test-hub");
            Files.writeString(
                    data.resolve("master.key"), Base64.getEncoder().encodeToString(new byte[32]));
            MasterKey.in(data.resolve("master.key"));
            hub = Hub.start(settings(), Clock.systemUTC());
        } catch (IOException | DataFolder.Taken failure) {
            throw new IllegalStateException(failure);
        }
        for (var role : Role.values()) {
            join(fixture.acme(), "acme", role);
            join(fixture.globex(), "globex", role);
        }
    }

    /** A member of this role, signed in. */
    Session member(String organization, Role role) {
        return sessions.computeIfAbsent(email(organization, role), this::signIn);
    }

    /** Somebody who is not signed in. */
    TestClient visitor() {
        return new TestClient(URI.create("http://localhost:" + hub.port()), freshAddress());
    }

    /** A program of this organization that reports and reads. */
    TestClient program(String organization) {
        return program(
                organization, "inventory:write", "devices:read", "software:read", "findings:read");
    }

    /** A program of this organization with these scopes. */
    TestClient program(String organization, String... scopes) {
        var key =
                send(
                        Optional.of(member(organization, Role.OWNER)),
                        "POST",
                        "/api/v1/orgs/" + organization + "/api-keys",
                        "{\"name\": \"collector\", \"scopes\": [\"%s\"]}"
                                .formatted(String.join("\", \"", scopes)));
        var secret = key.body().replaceFirst("(?s).*\"key\":\"([^\"]+)\".*", "$1");
        return visitor().bearer(secret);
    }

    /** The mail that it would have sent, as who sits at its machine reads it. */
    String outbox() {
        var uri = URI.create("http://localhost:" + hub.port() + "/outbox.json");
        return answer(HttpRequest.newBuilder(uri)).body();
    }

    HttpResponse<String> send(Optional<Session> session, String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + hub.port() + path))
                        .header("X-Forwarded-For", freshAddress())
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        session.ifPresent(
                it -> request.header("Cookie", it.cookie()).header("X-CSRF-Token", it.csrf()));
        return answer(request);
    }

    private HttpResponse<String> answer(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Runs a statement as the database's superuser, past all policies. */
    List<String> administer(String statement) {
        return fixture.administer(statement);
    }

    @Override
    public void close() {
        hub.close();
        client.close();
        fixture.close();
    }

    private Settings settings() {
        var server = fixture.server();
        return new Settings(
                Settings.Mode.DEVELOPMENT,
                InetAddress.getLoopbackAddress(),
                0,
                0,
                Settings.Tls.OFF,
                data,
                URI.create("http://localhost"),
                Optional.of(
                        URI.create(
                                "postgresql://%s:%s@%s:%d/%s"
                                        .formatted(
                                                server.user(),
                                                server.password(),
                                                server.host(),
                                                server.port(),
                                                server.database()))),
                Optional.empty(),
                Optional.empty(),
                List.of("127.0.0.0/8", "::1/128"),
                Optional.empty(),
                "muster@localhost",
                data.resolve("master.key"),
                Optional.empty(),
                SignInSettings.NONE,
                Optional.empty());
    }

    private void join(Tenant tenant, String organization, Role role) {
        var email = email(organization, role);
        var id = UUID.randomUUID();
        administer(
                "insert into people (id, email, name, password_hash) values ('%s', '%s', '%s', '%s')"
                        .formatted(id, email, role.word(), PASSWORD_HASH));
        administer(
                "insert into memberships (org_id, person_id, role) values ('%s', '%s', '%s')"
                        .formatted(tenant.id(), id, role.word()));
    }

    private Session signIn(String email) {
        var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
        var answer = send(Optional.empty(), "POST", "/api/v1/sessions", body);
        var cookie =
                answer.headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow(() -> broken(answer))
                        .split(";", 2)[0];
        var me = send(Optional.of(new Session(cookie, "")), "GET", "/api/v1/me", "");
        var csrf = me.body().replaceFirst("(?s).*\"csrf\":\"([^\"]+)\".*", "$1");
        return new Session(cookie, csrf);
    }

    private static IllegalStateException broken(HttpResponse<String> answer) {
        return new IllegalStateException(answer.statusCode() + " " + answer.body());
    }

    // Limits count by address; a test is many visitors.
    private String freshAddress() {
        var number = addresses.incrementAndGet();
        return "198.18." + number / 250 % 250 + "." + (number % 250 + 1);
    }

    private static String email(String organization, Role role) {
        return role.word() + "@" + organization + ".example";
    }
}
