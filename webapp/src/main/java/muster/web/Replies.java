package muster.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends replies: pages to browsers, JSON to programs, and the headers that go with both. */
public final class Replies {
    private static final String CONTENT_SECURITY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
                    + " 'none'";
    private static final Duration SESSION_MAX = Duration.ofDays(1);
    private static final int UNAUTHORIZED = 401;
    private static final int FILE_RETRY_SECONDS = 10;

    private final Pages pages;
    private final Shells shells;
    private final Site site;
    private final Announcements announcements;
    private final RateLimits limits;
    private final Live live = new Live();
    private final FilesUnderWay files = new FilesUnderWay();

    public Replies(
            Pages pages, Shells shells, Site site, Announcements announcements, RateLimits limits) {
        this.pages = pages;
        this.shells = shells;
        this.site = site;
        this.announcements = announcements;
        this.limits = limits;
    }

    void send(Reply reply, Front.Exchange exchange) {
        guard(exchange.response);
        switch (reply) {
            case Reply.Json json -> json(exchange, json.status(), json.body());
            case Reply.Moved moved -> moved(exchange, moved);
            case Reply.Text text -> text(exchange, text);
            case Reply.File file -> file(exchange, file);
            case Reply.Download download -> download(exchange, download);
            case Reply.Refused refused -> send(refused.problem(), exchange);
            case Reply.Live _ -> live(exchange);
            case Reply.Page page when exchange.wantsJson() ->
                    json(exchange, page.status(), page.json());
            case Reply.Page page ->
                    html(exchange, page.status(), pages.html(page, shells.of(exchange)));
        }
    }

    void send(Problem problem, Front.Exchange exchange) {
        guard(exchange.response);
        if (problem.retrySeconds() > 0) {
            exchange.response.header("Retry-After", String.valueOf(problem.retrySeconds()));
        }
        if (!problem.location().isEmpty()) {
            exchange.response.header(HeaderNames.LOCATION, problem.location());
        }
        if (exchange.wantsJson()) {
            problemJson(exchange, problem);
        } else if (problem.status() == UNAUTHORIZED && !exchange.isHtmx()) {
            redirect(exchange, "/login?next=" + next(exchange));
        } else if (!problem.first().isEmpty()) {
            redirect(exchange, problem.first() + "next=" + next(exchange));
        } else {
            var page = new ErrorPage(problem.status(), problem.title(), problem.detail());
            html(exchange, problem.status(), pages.html(page, shells.of(exchange)));
        }
    }

    /** Where to come back to: this page, or the one whose form was sent here. */
    private String next(Front.Exchange exchange) {
        var incoming = exchange.incoming;
        if (incoming == null) {
            return "";
        }
        var changes = exchange.request != null && exchange.request.route().changes();
        var page =
                changes
                        ? incoming.header("Referer")
                                .filter(from -> from.startsWith(site.publicUrl() + "/"))
                                .map(from -> from.substring(site.publicUrl().toString().length()))
                                .orElse("")
                        : exchange.path + incoming.query();
        return URLEncoder.encode(page, StandardCharsets.UTF_8);
    }

    private void guard(ServerResponse response) {
        response.header("Content-Security-Policy", CONTENT_SECURITY);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        response.header("Cross-Origin-Opener-Policy", "same-origin");
        response.header("Cache-Control", "no-store");
        response.header("Vary", "HX-Request");
        if (site.secure()) {
            response.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void html(Front.Exchange exchange, int status, String html) {
        exchange.response.header("Content-Type", "text/html; charset=utf-8");
        body(exchange, status, html.getBytes(StandardCharsets.UTF_8));
    }

    private static void text(Front.Exchange exchange, Reply.Text text) {
        exchange.response.header("Content-Type", text.mediaType());
        body(exchange, 200, text.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void json(Front.Exchange exchange, int status, @Nullable Object body) {
        if (body == null) {
            exchange.response.status(status).send();
        } else {
            exchange.response.header(
                    "Content-Type",
                    exchange.isScim() ? "application/scim+json" : "application/json");
            body(exchange, status, Json.write(body));
        }
    }

    private static void problemJson(Front.Exchange exchange, Problem problem) {
        if (problem.status() == UNAUTHORIZED) {
            exchange.response.header("WWW-Authenticate", "Bearer");
        }
        if (exchange.isScim()) {
            json(exchange, problem.status(), problem.scim());
        } else {
            exchange.response.header("Content-Type", Problem.MEDIA_TYPE);
            body(exchange, problem.status(), Json.write(problem.json()));
        }
    }

    private static void body(Front.Exchange exchange, int status, byte[] bytes) {
        exchange.response.status(status);
        if (exchange.isHead()) {
            exchange.response.header("Content-Length", String.valueOf(bytes.length));
            exchange.response.send();
        } else {
            exchange.response.send(bytes);
        }
    }

    private void moved(Front.Exchange exchange, Reply.Moved moved) {
        moved.cookies().forEach(cookie -> exchange.response.headers().addCookie(cookie(cookie)));
        if (exchange.wantsJson()) {
            json(exchange, moved.twin().status(), moved.twin().body());
        } else {
            redirect(exchange, moved.location());
        }
    }

    private static void redirect(Front.Exchange exchange, String location) {
        if (exchange.isHtmx()) {
            // A redirect of a fragment would be swapped into the page; this one moves the browser.
            exchange.response.header("HX-Redirect", location);
            exchange.response.status(200).send();
        } else {
            exchange.response.header(HeaderNames.LOCATION, location);
            exchange.response.status(303).send();
        }
    }

    private SetCookie cookie(Reply.Cookie cookie) {
        return switch (cookie) {
            case Reply.Session(var value) ->
                    cookie(
                            site.cookie(),
                            value,
                            "/",
                            value.isEmpty() ? Duration.ZERO : SESSION_MAX);
            case Reply.OfPage(var name, var value, var page, var life) ->
                    cookie(name, value, page, life);
            case Reply.CrossSite(var name, var value, var page, var life) ->
                    crossSite(name, value, page, life);
        };
    }

    private SetCookie cookie(String name, String value, String path, Duration life) {
        return cookie(name, value, path, life, SetCookie.SameSite.LAX);
    }

    // Browsers take SameSite=None over TLS alone; without it, all of this is on one host anyway.
    private SetCookie crossSite(String name, String value, String path, Duration life) {
        var sameSite = site.secure() ? SetCookie.SameSite.NONE : SetCookie.SameSite.LAX;
        return cookie(name, value, path, life, sameSite);
    }

    private SetCookie cookie(
            String name, String value, String path, Duration life, SetCookie.SameSite sameSite) {
        return SetCookie.builder(name, value)
                .path(path)
                .httpOnly(true)
                .secure(site.secure())
                .sameSite(sameSite)
                .maxAge(life)
                .build();
    }

    private void live(Front.Exchange exchange) {
        var request = exchange.request;
        if (request == null) {
            throw new IllegalStateException("an unknown visitor cannot listen");
        }
        exchange.begun = true;
        live.send(stream(request), exchange.response, exchange.stillOpen);
    }

    private Announcements.Stream stream(Request request) {
        return request.visitor() instanceof Visitor.SignedIn person && person.session().isPresent()
                ? announcements.subscribe(
                        request.tenant(),
                        person.session().get().id().toString(),
                        Announcements.STREAMS_PER_BROWSER_MAX)
                : announcements.subscribe(
                        request.tenant(), request.address(), Announcements.STREAMS_PER_ADDRESS_MAX);
    }

    private void file(Front.Exchange exchange, Reply.File file) {
        limits.require(RateLimit.EXPORT_BY_PERSON, person(exchange), "exports");
        var reader = reader(exchange);
        if (!files.begin(reader)) {
            send(
                    Problem.tooMany("other files are still being written", FILE_RETRY_SECONDS),
                    exchange);
            return;
        }
        try {
            write(exchange, file);
        } finally {
            files.end(reader);
        }
    }

    private static String person(Front.Exchange exchange) {
        var request = exchange.request;
        if (request == null) {
            return "";
        } else if (request.visitor() instanceof Visitor.Anonymous) {
            return Addresses.group(request.address());
        } else {
            return request.actor().reference();
        }
    }

    private static String reader(Front.Exchange exchange) {
        var request = exchange.request;
        return request == null
                ? ""
                : request.organizationIfAny()
                        .map(one -> one.id().toString())
                        .orElseGet(request::address);
    }

    private static void write(Front.Exchange exchange, Reply.File file) {
        SlowClients.exempt();
        try (var spool = Spool.of(file.content(), Spool.BYTES_MAX)) {
            save(exchange, file.name(), file.mediaType(), spool.size(), spool::sendTo);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void download(Front.Exchange exchange, Reply.Download file) {
        limits.require(RateLimit.DOWNLOAD_BY_ADDRESS, address(exchange), "downloads");
        SlowClients.exempt();
        try {
            save(exchange, file.name(), file.mediaType(), file.bytes(), file.content());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String address(Front.Exchange exchange) {
        return exchange.request == null ? "" : Addresses.group(exchange.request.address());
    }

    private static void save(
            Front.Exchange exchange,
            String name,
            String mediaType,
            long bytes,
            Reply.Content content)
            throws IOException {
        exchange.response.header("Content-Type", mediaType);
        exchange.response.header("Content-Length", String.valueOf(bytes));
        exchange.response.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        exchange.begun = true;
        if (exchange.isHead()) {
            exchange.response.send();
        } else {
            try (var out = exchange.response.outputStream()) {
                content.writeTo(out);
            }
        }
    }
}
