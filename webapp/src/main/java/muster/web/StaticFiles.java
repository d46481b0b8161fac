package muster.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The style sheets, scripts and pictures under {@code /static/…}, named by their content. */
public final class StaticFiles implements Handler {
    public static final String PREFIX = "/static/";

    private static final int FILE_BYTES_MAX = 8 * 1024 * 1024;
    private static final Pattern NAME =
            Pattern.compile("\\w[\\w-]*(?:\\.[\\w-]+)*(?:/\\w[\\w-]*(?:\\.[\\w-]+)*){0,8}");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    /** What the libraries' own archives hold, by the names it has here: archive, file in it. */
    private static final Map<String, Library> LIBRARIES =
            Map.of(
                    "lib/cytoscape.min.js", new Library("cytoscape", "dist/cytoscape.min.js"),
                    "lib/htmx.min.js", new Library("htmx.org", "dist/htmx.min.js"),
                    "lib/tabler.min.css", new Library("tabler__core", "dist/css/tabler.min.css"),
                    "lib/tabler.min.js", new Library("tabler__core", "dist/js/tabler.min.js"));

    private record Library(String archive, String file) {}

    private final @Nullable Path folder;
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    private StaticFiles(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The files on the class path, read once. */
    public static StaticFiles onClassPath() {
        return new StaticFiles(null);
    }

    /** The files of a folder, read each time: for development. */
    public static StaticFiles in(Path folder) {
        return new StaticFiles(folder);
    }

    /**
     * The link to a file, with the hash of its content: {@code /static/muster.css} becomes {@code
     * /static/muster.css?v=3f…}. Any other path, and a file that is not there, stays as it is.
     */
    public String hashed(String path) {
        if (!path.startsWith(PREFIX)) {
            return path;
        }
        return find(path.substring(PREFIX.length()))
                .map(file -> path + "?v=" + file.hash())
                .orElse(path);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var path = request.path().path();
        var file =
                path.startsWith(PREFIX)
                        ? find(path.substring(PREFIX.length()))
                        : Optional.<StaticFile>empty();
        response.header("X-Content-Type-Options", "nosniff");
        var method = request.prologue().method();
        if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
            response.status(Status.METHOD_NOT_ALLOWED_405).header("Allow", "GET, HEAD").send();
        } else if (file.isPresent()) {
            serve(file.get(), request, response);
        } else {
            response.status(Status.NOT_FOUND_404).send();
        }
    }

    private static void serve(StaticFile file, ServerRequest request, ServerResponse response) {
        var gzip =
                file.compressible()
                        && header(request, HeaderNames.ACCEPT_ENCODING).contains("gzip");
        var tag = '"' + file.hash() + (gzip ? "-gzip\"" : "\"");
        var version = request.query().first("v").orElse("");
        response.header(HeaderNames.ETAG, tag);
        response.header(HeaderNames.VARY, "Accept-Encoding");
        response.header(
                HeaderNames.CACHE_CONTROL, version.equals(file.hash()) ? FOR_EVER : ASK_AGAIN);
        if (header(request, HeaderNames.IF_NONE_MATCH).contains(tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else {
            send(file, gzip, request, response);
        }
    }

    private static void send(
            StaticFile file, boolean gzip, ServerRequest request, ServerResponse response) {
        var bytes = file.bytes(gzip);
        response.header(HeaderNames.CONTENT_TYPE, file.type());
        if (gzip) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(bytes.length));
            response.send();
        } else {
            response.send(bytes);
        }
    }

    private static String header(ServerRequest request, HeaderName name) {
        return request.headers().first(name).orElse("");
    }

    private Optional<StaticFile> find(String name) {
        var known = Optional.ofNullable(files.get(name));
        if (known.isPresent()) {
            return known;
        }
        // A name may not climb out of its folder: no segment begins with a dot.
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return StaticFile.typeOf(name).flatMap(type -> read(name, type));
    }

    private Optional<StaticFile> read(String name, String type) {
        var file = bytes(name).map(bytes -> new StaticFile(type, bytes));
        if (folder == null || LIBRARIES.containsKey(name)) {
            file.ifPresent(found -> files.put(name, found));
        }
        return file;
    }

    private Optional<byte[]> bytes(String name) {
        try {
            var library = LIBRARIES.get(name);
            if (library != null) {
                return resource(path(library));
            } else if (folder == null) {
                return resource("static/" + name);
            } else {
                return file(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("static file " + name, e);
        }
    }

    // The version stands in the path inside the archive, and in the archive's own properties.
    private static String path(Library library) throws IOException {
        var archive = library.archive();
        var properties = new Properties();
        var about = "META-INF/maven/org.webjars.npm/" + archive + "/pom.properties";
        try (var in = loader().getResourceAsStream(about)) {
            if (in == null) {
                throw new IOException("no " + about + " on the class path");
            }
            properties.load(in);
        }
        return "META-INF/resources/webjars/%s/%s/%s"
                .formatted(archive, properties.getProperty("version"), library.file());
    }

    private static Optional<byte[]> resource(String path) throws IOException {
        URL url = loader().getResource(path);
        if (url == null) {
            return Optional.empty();
        }
        try (var in = url.openStream()) {
            return Optional.of(in.readNBytes(FILE_BYTES_MAX));
        }
    }

    private static ClassLoader loader() {
        return StaticFiles.class.getClassLoader();
    }

    private static Optional<byte[]> file(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(path)) {
            return Optional.of(in.readNBytes(FILE_BYTES_MAX));
        }
    }
}
