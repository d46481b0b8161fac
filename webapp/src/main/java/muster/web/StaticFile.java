package muster.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import muster.database.Sha256;

/** One style sheet, script or picture in memory: its bytes, its compressed bytes, its hash. */
final class StaticFile {
    private static final int HASH_LETTERS = 16;
    private static final int COMPRESSED_FROM_BYTES = 1024;
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("woff2", "font/woff2"));

    private final String type;
    private final byte[] bytes;
    private final String hash;
    private byte[] compressed = {};

    StaticFile(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes.clone();
        this.hash = Sha256.of(bytes).substring(0, HASH_LETTERS);
    }

    /** The content type that goes with a file's name; none for a name that is not served. */
    static Optional<String> typeOf(String name) {
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    String type() {
        return type;
    }

    String hash() {
        return hash;
    }

    boolean compressible() {
        return bytes.length >= COMPRESSED_FROM_BYTES
                && !type.startsWith("font/")
                && (!type.startsWith("image/") || type.startsWith("image/svg"));
    }

    byte[] bytes(boolean gzip) {
        return gzip ? compressed() : bytes;
    }

    // Compressed once, when the first browser asks.
    private synchronized byte[] compressed() {
        if (compressed.length == 0) {
            compressed = gzip();
        }
        return compressed;
    }

    private byte[] gzip() {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
