package muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests: JSON, forms, compressed, too large, damaged. */
final class BodyTest {
    private static final int BYTES_MAX = 10_000;
    private static final String FORM = "application/x-www-form-urlencoded";

    private static BytesUnderWay.Share share() {
        return new BytesUnderWay().ofKnown(new UUID(0, 1));
    }

    record Signup(
            String name,
            @Nullable String company,
            @Nullable Integer seats,
            boolean newsletter,
            List<String> labels) {}

    @Test
    void aFormAndJsonMakeTheSameRecord() {
        var expected = new Signup("Zoë & Co", null, 7, true, List.of("a", "b"));
        assertEquals(
                expected,
                form(
                        "csrf=x&name=Zo%C3%AB+%26+Co&company=&seats=7&newsletter=on&labels=a&labels=b"));
        var json =
                "{\"name\":\"Zoë & Co\",\"seats\":7,\"newsletter\":true,\"labels\":[\"a\",\"b\"]}";
        assertEquals(
                expected,
                new Body(
                                "application/json; charset=utf-8",
                                "gzip",
                                gzip(json.getBytes(UTF_8)),
                                BYTES_MAX,
                                share())
                        .as(Signup.class));
    }

    @Test
    void anEmptyFormFieldIsAbsentButATextMayBeEmpty() {
        assertEquals(
                new Signup("", null, null, false, List.of()),
                form("name=&company=&seats=&newsletter="));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "company=x | name: it is missing",
                "name=a&seats=many | seats: expected a whole number",
                "name=a&seats=99999999999 | seats: expected a whole number",
                "name=a&name=b | name: the field was sent more than once",
                "name=a&role=owner | role: there is no such field",
                "name=%00 | name: a NUL character",
                "name=%C3 | body: it is not valid UTF-8",
                "name=%ED%A0%80 | body: it is not valid UTF-8",
                "name=100% | name: a % without two hexadecimal digits",
                "name=%zz | name: a % without two hexadecimal digits"
            })
    void aDamagedFormIsRefused(String form, String message) {
        assertEquals(message, assertThrows(Json.Malformed.class, () -> form(form)).getMessage());
    }

    @Test
    void aFormHasAtMostSoManyFields() {
        assertThrows(Json.Malformed.class, () -> form("a=1&".repeat(Form.FIELDS_MAX + 1)));
    }

    @Test
    void aBombIsNotInflated() {
        var bomb = gzip(new byte[50 * 1024 * 1024]);
        assertThrows(Body.TooLarge.class, () -> new Body(FORM, "gzip", bomb, BYTES_MAX, share()));
        assertThrows(
                Body.TooLarge.class, () -> new Body(FORM, "gzip", bomb, 40 * 1024 * 1024, share()));
    }

    @Test
    void whatItDoesNotReadIsUnsupported() {
        var body = "{}".getBytes(UTF_8);
        assertThrows(Body.Unsupported.class, () -> new Body(FORM, "br", body, BYTES_MAX, share()));
        assertThrows(
                Body.Unsupported.class,
                () -> new Body("text/plain", "", body, BYTES_MAX, share()).as(Signup.class));
        assertThrows(
                Body.Unsupported.class,
                () -> new Body("", "", body, BYTES_MAX, share()).as(Signup.class));
    }

    @Test
    void nothingAtAllIsARecordWithoutFields() {
        record Reason(@Nullable String reason) {}
        assertEquals(
                new Reason(null),
                new Body("", "", new byte[0], BYTES_MAX, share()).as(Reason.class));
        assertThrows(
                Json.Malformed.class,
                () -> new Body("", "", new byte[0], BYTES_MAX, share()).as(Signup.class));
    }

    @Test
    void damagedGzipIsRefused() {
        var gzip = gzip("some text".getBytes(UTF_8));
        gzip[gzip.length - 6] ^= 1;
        assertThrows(Body.Malformed.class, () -> new Body(FORM, "gzip", gzip, BYTES_MAX, share()));
        assertThrows(
                Body.Malformed.class,
                () -> new Body(FORM, "gzip", new byte[0], BYTES_MAX, share()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 18, 27, 20_000})
    void whatComesBehindGzipIsRefused(int bytes) {
        var gzip = gzip("some text".getBytes(UTF_8));
        var more = Arrays.copyOf(gzip, gzip.length + bytes);
        assertThrows(Body.Malformed.class, () -> new Body(FORM, "gzip", more, BYTES_MAX, share()));
    }

    @Test
    void gzipMayComeInSeveralMembers() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(gzip("some ".getBytes(UTF_8)));
        out.writeBytes(gzip("text".getBytes(UTF_8)));
        assertEquals(
                "some text", new Body(FORM, "GZIP", out.toByteArray(), BYTES_MAX, share()).text());
    }

    @Test
    void aServerReadsBodiesWithinTheirLimits() throws Exception {
        var server =
                WebServer.builder()
                        .port(0)
                        .contentEncoding(new AsSent())
                        .shutdownHook(false)
                        .routing(routing ->
                                routing.post(
                                        "/", (request, response) -> response.send(answer(request))))
                        .build()
                        .start();
        try (var http = HttpClient.newHttpClient()) {
            var target = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port()));
            var text = "x".repeat(BYTES_MAX);
            var sized = BodyPublishers.ofString(text);
            assertEquals("10000 text", send(http, target.POST(sized)));
            assertEquals("0 text", send(http, target.POST(BodyPublishers.noBody())));
            var over = BodyPublishers.ofString(text + "x");
            assertEquals("the body: at most 10,000 bytes", send(http, target.POST(over)));
            var chunked = BodyPublishers.ofByteArrays(List.of(text.getBytes(UTF_8), new byte[1]));
            assertEquals("the body: at most 10,000 bytes", send(http, target.POST(chunked)));
            var gzip = BodyPublishers.ofByteArray(gzip("hello".getBytes(UTF_8)));
            assertEquals(
                    "5 text", send(http, target.header("Content-Encoding", "gzip").POST(gzip)));
        } finally {
            server.stop();
        }
    }

    private static String answer(ServerRequest request) {
        try {
            var sent = Body.sent(request, BYTES_MAX, share());
            return Body.of(request, sent, BYTES_MAX, share()).text().length() + " text";
        } catch (Body.TooLarge e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String send(HttpClient http, HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static Signup form(String form) {
        return new Body(FORM, "", form.getBytes(UTF_8), BYTES_MAX, share()).as(Signup.class);
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
