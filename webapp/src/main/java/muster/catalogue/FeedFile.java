package muster.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import muster.wire.ParserWords;

/** A file or folder as a publisher offers it: recognised by what it holds, not by its name. */
final class FeedFile {
    /** Unpacked; all of Debian's records with their lists of versions are about 2 GB. */
    static final long FEED_BYTES_MAX = 8L << 30;

    static final String EXPLOITED_ID = "cisa-kev";
    private static final int MAGIC_BYTES = 64;

    /** What a file holds. */
    enum Form {
        /** A zip with one OSV record per entry, as OSV publishes each ecosystem. */
        OSV_ARCHIVE,
        /** One OSV record a line. */
        OSV_LINES,
        /** A single OSV record. */
        OSV_RECORD,
        /** A folder of single OSV records. */
        OSV_FOLDER,
        /** CISA's catalog of known exploited vulnerabilities. */
        KNOWN_EXPLOITED,
        /** Nothing that Muster knows. */
        UNKNOWN
    }

    private final Path path;
    private final Form form;

    private FeedFile(Path path, Form form) {
        this.path = path;
        this.form = form;
    }

    /** Looks at the beginning; throws where it is a feed's but cannot be read. */
    static FeedFile of(Path path) throws IOException {
        return new FeedFile(path, form(path));
    }

    Path path() {
        return path;
    }

    Form form() {
        return form;
    }

    /** A name that stays when the publisher's file names carry a date. */
    String id() {
        return form == Form.KNOWN_EXPLOITED ? EXPLOITED_ID : id(path);
    }

    /** The name of a file that may be too damaged to say what it is. */
    static String id(Path path) {
        var file = path.getFileName().toString().toLowerCase(Locale.ROOT);
        var name = file.replaceFirst("(\\.(jsonl|json|zip|gz))+$", "");
        var parent = path.toAbsolutePath().getParent();
        // OSV calls every ecosystem's file all.zip, in a folder of the ecosystem's name.
        var named = name.equals("all") && parent != null ? parent.getFileName() : null;
        return named == null ? name : named.toString().toLowerCase(Locale.ROOT);
    }

    /** The bytes as published but unpacked, never more than {@link #FEED_BYTES_MAX}. */
    InputStream open() throws IOException {
        return open(path);
    }

    private static InputStream open(Path path) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        raw.mark(MAGIC_BYTES);
        var magic = raw.readNBytes(2);
        raw.reset();
        var packed = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return new Bounded(packed ? new GZIPInputStream(raw, 1 << 16) : raw, FEED_BYTES_MAX);
    }

    private static Form form(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return holdsRecords(path) ? Form.OSV_FOLDER : Form.UNKNOWN;
        }
        try (var stream = new BufferedInputStream(open(path))) {
            stream.mark(MAGIC_BYTES);
            var magic = stream.readNBytes(MAGIC_BYTES);
            stream.reset();
            var beginning = new String(magic, StandardCharsets.ISO_8859_1);
            if (beginning.startsWith("PK")) {
                return Form.OSV_ARCHIVE;
            }
            return beginning.stripLeading().startsWith("{") ? jsonForm(stream) : Form.UNKNOWN;
        } catch (EOFException | ZipException damaged) {
            throw new Unreadable("the file is damaged or ends early", damaged);
        }
    }

    private static boolean holdsRecords(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                return form(file) == Form.OSV_RECORD;
            }
            return false;
        }
    }

    private static Form jsonForm(InputStream stream) throws IOException {
        Set<String> fields = new HashSet<>();
        try (var parser = Json.parser(stream)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                fields.add(parser.currentName());
                parser.nextToken();
                if (fields.contains("catalogVersion") && fields.contains("vulnerabilities")) {
                    return Form.KNOWN_EXPLOITED;
                }
                parser.skipChildren();
            }
            if (!fields.contains("id") || !fields.contains("modified")) {
                return Form.UNKNOWN;
            }
            return parser.nextToken() == null ? Form.OSV_RECORD : Form.OSV_LINES;
        } catch (JsonProcessingException malformed) {
            throw new Unreadable(
                    "the first record is not JSON: "
                            + ParserWords.plain(malformed.getOriginalMessage()),
                    malformed);
        }
    }
}
