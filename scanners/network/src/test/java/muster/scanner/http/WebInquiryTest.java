package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.wire.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WebInquiryTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration HURRY = Duration.ofMillis(500);

    private static Answer ask(FakeService service, Duration most, boolean isSecure) {
        try (var inquiry = new WebInquiry(most, Map.of(service.port(), isSecure))) {
            return inquiry.ask(FakeService.candidate(List.of(), service.port()));
        }
    }

    private static List<String> said(Answer answer) {
        return answer.evidence().stream()
                .map(one -> (Evidence.Banner) one)
                .map(one -> one.protocol() + " " + one.text())
                .toList();
    }

    @Test
    void theFirstPageTellsWhatServesIt() {
        var page =
                FakeService.page(
                        "Server: lighttpd/1.4.59\r\nSet-Cookie: SESSID=5f2a77; Path=/; HttpOnly\r\n",
                        "<html><head><TITLE lang=en>\n Attic &amp; Cellar NAS </TITLE></head></html>");
        try (var service = FakeService.web(_ -> page)) {
            var answer = ask(service, LONG, false);

            assertEquals(Outcome.GREETED, answer.outcome());
            assertEquals(
                    List.of(
                            "http lighttpd/1.4.59",
                            "http_cookies SESSID=; Path=/; HttpOnly",
                            "html_title Attic & Cellar NAS"),
                    said(answer).subList(0, 3));
        }
    }

    @Test
    void aPasswordThatIsAskedForTellsItsRealm() {
        var page =
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"attic-printer\"\r\n\r\n";
        try (var service = FakeService.web(_ -> page)) {
            assertEquals(
                    List.of("http_wwwauth Basic realm=\"attic-printer\""),
                    said(ask(service, LONG, false)));
        }
    }

    @Test
    void aPageMayComeInChunks() {
        var page =
                FakeService.page(
                        "Transfer-Encoding: chunked\r\n",
                        "9\r\n<html><ti\r\n14;x=y\r\ntle>Attic</title></h\r\n0\r\n\r\n");
        try (var service = FakeService.web(_ -> page)) {
            assertTrue(said(ask(service, LONG, false)).contains("html_title Attic"));
        }
    }

    @Test
    void aRedirectIsFollowedOnTheSamePlaceOnly() {
        try (var service =
                FakeService.web(request ->
                        request.startsWith("GET /login?x=1 ")
                                ? FakeService.page("", "<title>Sign in</title>")
                                : "HTTP/1.1 302 Found\r\nLocation: /login?x=1\r\n\r\n")) {
            assertTrue(said(ask(service, LONG, false)).contains("html_title Sign in"));
        }
        try (var elsewhere = FakeService.web(_ -> FakeService.page("Server: other\r\n", ""));
                var service =
                        FakeService.web(_ ->
                                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\n\r\n"
                                        .formatted(elsewhere.port()))) {
            ask(service, LONG, false);

            assertEquals(List.of(), elsewhere.requests());
        }
    }

    @Test
    void aCertificateIsReadAndNotBelieved(@TempDir Path folder)
            throws IOException, InterruptedException {
        var tls = SelfSigned.sockets(folder, "CN=attic-fw,OU=AN-300,O=Attic Networks\\, Inc.");
        try (var service = FakeService.web(tls, _ -> FakeService.page("Server: attic\r\n", ""))) {
            var said = said(ask(service, LONG, true));

            assertTrue(
                    said.contains("x509_subjects CN=attic-fw,OU=AN-300,O=Attic Networks\\, Inc."),
                    said.toString());
            assertTrue(said.contains("http attic"), said.toString());
        }
    }

    @Test
    void anIconIsKnownByItsHash() {
        try (var service =
                FakeService.web(request ->
                        request.startsWith("GET /favicon.ico ")
                                ? FakeService.page("Content-Type: image/x-icon\r\n", "icon")
                                : FakeService.page("", ""))) {
            assertEquals(
                    List.of("favicons baec6461b0d69dde1b861aefbe375d8a"),
                    said(ask(service, LONG, false)));
        }
    }

    @Test
    void whoDripsOrNeverEndsIsCut() {
        FakeService.Manner dripping =
                (socket, _) -> {
                    while (true) {
                        FakeService.write(socket, "H");
                        Thread.sleep(20);
                    }
                };
        FakeService.Manner endless =
                (socket, _) -> {
                    FakeService.write(socket, "HTTP/1.1 200 OK\r\nServer: endless\r\n\r\n");
                    while (true) {
                        FakeService.write(socket, "x".repeat(8_000));
                    }
                };
        FakeService.Manner header =
                (socket, _) -> {
                    FakeService.write(socket, "HTTP/1.1 200 OK\r\n");
                    while (true) {
                        FakeService.write(socket, "X-More: of it\r\n");
                    }
                };
        try (var service = FakeService.meeting(dripping)) {
            assertEquals(Outcome.UNSUPPORTED, ask(service, HURRY, false).outcome());
        }
        try (var service = FakeService.meeting(dripping)) {
            assertEquals(Outcome.UNSUPPORTED, ask(service, HURRY, true).outcome());
        }
        try (var service = FakeService.meeting(endless)) {
            assertEquals(List.of("http endless"), said(ask(service, LONG, false)).subList(0, 1));
        }
        try (var service = FakeService.meeting(header)) {
            assertEquals(Outcome.UNSUPPORTED, ask(service, LONG, false).outcome());
        }
    }
}
