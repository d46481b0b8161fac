package muster.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of feeds, as an operator drops them; record n is about package-n of Debian 12. */
record FeedFolder(Path path) {
    /** Enough records that a feed counts as complete. */
    static final int RECORDS = 120;

    Path text(String name, String text) throws IOException {
        return Files.writeString(path.resolve(name), text);
    }

    Path lines(String name, int count, String fixed) throws IOException {
        var text = records(count, fixed);
        return Files.write(
                path.resolve(name),
                name.endsWith(".gz") ? gzip(text) : text.getBytes(StandardCharsets.UTF_8));
    }

    void zip(String name, int count) throws IOException {
        try (OutputStream file = Files.newOutputStream(path.resolve(name));
                var zip = new ZipOutputStream(file)) {
            for (var i = 0; i < count; i++) {
                zip.putNextEntry(new ZipEntry("CVE-2023-%04d.json".formatted(i)));
                zip.write(
                        record(5000 + i, "1.2.3")
                                .replace("Debian:12", "npm")
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static String records(int count, String fixed) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append(record(i, fixed)).append('\n');
        }
        return text.toString();
    }

    static String record(int number, String fixed) {
        return """
        {"id":"CVE-2024-%04d","modified":"2024-01-01T00:00:00Z","affected":[{"package":{\
        "ecosystem":"Debian:12","name":"package-%d"},"ranges":[{"type":"ECOSYSTEM",\
        "events":[{"introduced":"0"},{"fixed":"%s"}]}]}]}\
        """
                .formatted(number, number, fixed);
    }
}
