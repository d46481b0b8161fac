package muster.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fetches a feed that its publisher has changed, within limits of time and size. */
final class Download {
    static final long PACKED_BYTES_MAX = 2L << 30;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(20);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final Duration WHOLE_MAX = Duration.ofMinutes(20);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 ._-]{1,80}");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_MAX)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    /** A fetched file in a folder of its own, removed when closed; no file when nothing is new. */
    record Fetched(Optional<Path> file, FeedRows.Copy copy) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (file.isPresent() && file.get().getParent() != null) {
                Files.deleteIfExists(file.get());
                Files.deleteIfExists(file.get().getParent());
            }
        }
    }

    /** The feed's name: OSV's …/Debian/all.zip is debian. */
    static String id(String address) {
        var segments =
                Stream.of(path(address).split("/", -1))
                        .filter(it -> NAME.matcher(it).matches())
                        .toList();
        var last = segments.isEmpty() ? "feed" : segments.getLast();
        var stem = last.replaceFirst("(\\.(jsonl|json|zip|gz))+$", "").toLowerCase(Locale.ROOT);
        if (stem.contains("known_exploited")) {
            return FeedFile.EXPLOITED_ID;
        } else if (stem.equals("all") && segments.size() > 1) {
            return segments.get(segments.size() - 2).toLowerCase(Locale.ROOT);
        } else {
            return stem;
        }
    }

    /** What is no address has a name all the same, under which its failure is shown. */
    private static String path(String address) {
        try {
            var path = URI.create(address.replace(" ", "%20")).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }

    Fetched fetch(URI address, FeedRows.Copy known) throws IOException {
        refuseUnsafe(address);
        var request = HttpRequest.newBuilder(address).timeout(ANSWER_MAX).GET();
        add(request, "If-None-Match", known.etag());
        add(request, "If-Modified-Since", known.lastModified());
        var folder = Files.createTempDirectory("muster-feed");
        try {
            var answer = send(request.build());
            if (answer.statusCode() == NOT_MODIFIED) {
                Files.delete(folder);
                return new Fetched(Optional.empty(), known);
            } else if (answer.statusCode() != OK) {
                throw new Unreadable("%s answered %d".formatted(address, answer.statusCode()));
            }
            var file = folder.resolve("feed");
            save(answer, file);
            return new Fetched(Optional.of(file), copy(answer));
        } catch (IOException failure) {
            Files.deleteIfExists(folder.resolve("feed"));
            Files.deleteIfExists(folder);
            throw failure;
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unreadable("interrupted while fetching " + request.uri(), interrupted);
        }
    }

    private static void save(HttpResponse<InputStream> answer, Path file) throws IOException {
        var deadline = System.nanoTime() + WHOLE_MAX.toNanos();
        long bytes = 0;
        try (var body = new Bounded(answer.body(), PACKED_BYTES_MAX);
                var target = Files.newOutputStream(file)) {
            var buffer = new byte[1 << 16];
            for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                target.write(buffer, 0, count);
                bytes += count;
                if (System.nanoTime() > deadline) {
                    throw new Unreadable("not complete within " + WHOLE_MAX.toMinutes() + " min");
                }
            }
        }
        var promised = answer.headers().firstValueAsLong("Content-Length").orElse(bytes);
        if (bytes != promised) {
            throw new Unreadable("%d of %d bytes arrived".formatted(bytes, promised));
        }
    }

    private static FeedRows.Copy copy(HttpResponse<?> answer) {
        return new FeedRows.Copy(
                null,
                answer.headers().firstValue("ETag").orElse(null),
                answer.headers().firstValue("Last-Modified").orElse(null));
    }

    private static void add(HttpRequest.Builder request, String name, @Nullable String value) {
        if (value != null) {
            request.header(name, value);
        }
    }

    /** Plain http only to this computer: what is fetched decides what is called vulnerable. */
    private static void refuseUnsafe(URI address) throws Unreadable {
        var scheme = address.getScheme() == null ? "" : address.getScheme();
        var host = address.getHost() == null ? "" : address.getHost();
        var loopback = LOOPBACK.matcher(host).matches();
        if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
            throw new Unreadable("a feed's address begins with https://, not " + address);
        }
    }
}
