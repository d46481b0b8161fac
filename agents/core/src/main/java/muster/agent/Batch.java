package muster.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool: a line that says what follows, and the compressed bytes as they will be
 * sent.
 *
 * @param number counts all batches that this collector ever spooled, from 1
 * @param items what is lost with it: events, addresses of a scan, or one report
 * @param bytes of what is sent
 * @param timed whether the clock was known to be right then
 */
record Batch(Kind kind, Instant at, long number, long items, int bytes, boolean timed) {
    /** What a batch holds. */
    enum Kind {
        /** Everything that a device carries. */
        INVENTORY("inventory", "application/json"),
        /** What changed in it. */
        CHANGE("inventory", "application/json"),
        /** A part of what a scanner saw of other devices. */
        SCAN("inventory", "application/json"),
        EVENTS("events", "application/x-ndjson");

        final String verb;
        final String contentType;

        Kind(String verb, String contentType) {
            this.verb = verb;
            this.contentType = contentType;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Whether it is of the collector's own device, of which a later one says the same again.
         */
        boolean isInventory() {
            return this == INVENTORY || this == CHANGE;
        }
    }

    private static final String SUFFIX = ".batch";
    private static final String MAGIC = "MUSTER-BATCH-1";
    private static final String TIMED = "timed";
    private static final int WORDS = 7;
    private static final int LINE_BYTES_MAX = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("(?:inventory|change|scan|events)-[0-9TZ]+-([0-9]{12})\\" + SUFFIX);

    Batch {
        // As fine as the file tells it, so that one read back is the same.
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The number in a file's name, 0 where it is no batch's. */
    static long numberIn(String fileName) {
        var name = NAME.matcher(fileName);
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    String fileName() {
        return "%s-%s-%012d%s".formatted(kind.word(), TIME.format(at), number, SUFFIX);
    }

    Path in(Path folder) {
        return folder.resolve(fileName());
    }

    /** The whole file. */
    byte[] encode(byte[] sent) {
        var line = (what() + " " + checksum(sent) + "\n").getBytes(StandardCharsets.US_ASCII);
        var file = Arrays.copyOf(line, line.length + sent.length);
        System.arraycopy(sent, 0, file, line.length, sent.length);
        return file;
    }

    /** What a file says that it is; null where a byte of this is not as it was written. */
    static @Nullable Batch read(byte[] file) {
        int end = endOfLine(file);
        var words = new String(file, 0, Math.max(end, 0), StandardCharsets.US_ASCII).split(" ", -1);
        boolean timed = words.length == WORDS + 1 && words[WORDS - 1].equals(TIMED);
        if (!(timed || words.length == WORDS) || !words[0].equals(MAGIC)) {
            return null;
        }
        try {
            var batch =
                    new Batch(
                            Kind.valueOf(words[1].toUpperCase(Locale.ROOT)),
                            Instant.ofEpochMilli(Long.parseLong(words[2])),
                            Long.parseLong(words[3]),
                            Long.parseLong(words[4]),
                            Integer.parseInt(words[5]),
                            timed);
            var sent = Arrays.copyOfRange(file, end + 1, file.length);
            boolean whole =
                    sent.length == batch.bytes
                            && batch.checksum(sent).equals(words[words.length - 1]);
            return whole ? batch : null;
        } catch (IllegalArgumentException damaged) {
            return null;
        }
    }

    /** What is sent of a file that {@link #read} understood. */
    static byte[] sent(byte[] file) {
        return Arrays.copyOfRange(file, endOfLine(file) + 1, file.length);
    }

    private static int endOfLine(byte[] file) {
        for (int i = 0; i < Math.min(file.length, LINE_BYTES_MAX); i++) {
            if (file[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String what() {
        return "%s %s %d %d %d %d%s"
                .formatted(
                        MAGIC,
                        kind.word(),
                        at.toEpochMilli(),
                        number,
                        items,
                        bytes,
                        timed ? " " + TIMED : "");
    }

    private String checksum(byte[] sent) {
        var crc = new CRC32C();
        crc.update(what().getBytes(StandardCharsets.US_ASCII));
        crc.update(sent);
        return "%08x".formatted(crc.getValue());
    }
}
