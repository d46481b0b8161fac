package muster.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The records of a feed one after the other as bytes, whatever they are packed in. */
final class OsvRecords {
    static final int RECORD_BYTES_MAX = 16 << 20;
    static final int RECORDS_MAX = 2_000_000;

    private final FeedFile file;
    private final Receiver receiver;
    private int records;

    /** Takes one record; {@code where} names it for messages. */
    interface Receiver {
        void accept(byte[] bytes, String where) throws IOException;
    }

    private OsvRecords(FeedFile file, Receiver receiver) {
        this.file = file;
        this.receiver = receiver;
    }

    /** Reads to the end; throws {@link Unreadable} where the file itself is damaged. */
    static void each(FeedFile file, Receiver receiver) throws IOException {
        try {
            new OsvRecords(file, receiver).all();
        } catch (EOFException | ZipException damaged) {
            throw new Unreadable("the file is damaged or ends early", damaged);
        }
    }

    private void all() throws IOException {
        switch (file.form()) {
            case OSV_ARCHIVE -> archive();
            case OSV_LINES -> lines();
            case OSV_RECORD -> single(file.path());
            case OSV_FOLDER -> folder();
            case KNOWN_EXPLOITED, UNKNOWN ->
                    throw new Unreadable(file.path().getFileName() + " holds no OSV records");
        }
    }

    private void archive() throws IOException {
        long unpacked = 0;
        try (var zip = new ZipFile(file.path().toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory() && entry.getName().endsWith(".json")) {
                    try (var stream = zip.getInputStream(entry)) {
                        var bytes = whole(stream, entry.getName());
                        unpacked += bytes.length;
                        if (unpacked > FeedFile.FEED_BYTES_MAX) {
                            throw new Unreadable("unpacks to too many bytes");
                        }
                        pass(bytes, entry.getName());
                    }
                }
            }
        }
    }

    private void folder() throws IOException {
        List<Path> files;
        try (var found = Files.list(file.path())) {
            files = found.filter(it -> it.toString().endsWith(".json")).sorted().toList();
        }
        for (var record : files) {
            single(record);
        }
    }

    private void single(Path record) throws IOException {
        try (var stream = FeedFile.of(record).open()) {
            pass(whole(stream, record.getFileName().toString()), record.getFileName().toString());
        }
    }

    private static byte[] whole(InputStream stream, String where) throws IOException {
        var bytes = stream.readNBytes(RECORD_BYTES_MAX + 1);
        if (bytes.length > RECORD_BYTES_MAX) {
            throw new Unreadable(where + " has more than " + RECORD_BYTES_MAX + " bytes");
        }
        return bytes;
    }

    private void lines() throws IOException {
        var line = new ByteArrayOutputStream();
        var buffer = new byte[1 << 16];
        try (var stream = file.open()) {
            for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                var start = 0;
                for (var i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, start, i - start);
                        passLine(line);
                        start = i + 1;
                    }
                }
                line.write(buffer, start, count - start);
                if (line.size() > RECORD_BYTES_MAX) {
                    throw new Unreadable(
                            "line %d has more than %d bytes"
                                    .formatted(records + 1, RECORD_BYTES_MAX));
                }
            }
            passLine(line);
        }
    }

    private void passLine(ByteArrayOutputStream line) throws IOException {
        var bytes = line.toByteArray();
        line.reset();
        if (!new String(bytes, 0, Math.min(bytes.length, 2), StandardCharsets.UTF_8).isBlank()) {
            pass(bytes, "line " + (records + 1));
        }
    }

    private void pass(byte[] bytes, String where) throws IOException {
        if (records++ == RECORDS_MAX) {
            throw new Unreadable("more than " + RECORDS_MAX + " records");
        }
        receiver.accept(bytes, where);
    }
}
