package muster.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of an installed package as rpm's databases keep it: an index of tags, then their
 * values (<a href="https://rpm-software-management.github.io/rpm/manual/format_header.html">RPM
 * header format</a>). The lists of files, which make it large, are passed over and never kept.
 */
final class RpmHeader {
    private static final int TAGS_MAX = 0xffff;
    private static final int VALUES_BYTES_MAX = 0x0fff_ffff;
    private static final int VALUE_BYTES_MAX = 4 * Limits.FIELD_CHARACTERS_MAX;
    private static final int PREAMBLE_BYTES = 8;
    private static final int INDEX_BYTES = 16;
    private static final int BUFFER_BYTES = 1024;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int VENDOR = 1011;
    private static final int ARCHITECTURE = 1022;
    private static final int SOURCE_RPM = 1044;

    private static final int TYPE_INT32 = 4;
    private static final int TYPE_STRING = 6;

    private record Place(int tag, int offset) {}

    private final Map<Integer, String> values = new HashMap<>();

    private RpmHeader() {}

    /**
     * Reads one header; a damaged one is counted as unread, since the others still count.
     *
     * @param entry which one it is in its database, for people to read
     */
    static void read(InputStream blob, int entry, Harvest harvest) throws IOException {
        var line = new Line(entry, "");
        try {
            var header = new RpmHeader();
            header.take(new BufferedInputStream(blob, BUFFER_BYTES));
            header.into(harvest, line);
        } catch (Damaged damaged) {
            harvest.unread(line, String.valueOf(damaged.getMessage()));
        }
    }

    private void take(InputStream blob) throws IOException {
        var preamble = block(blob, PREAMBLE_BYTES);
        long tags = preamble.u32(0);
        long valuesBytes = preamble.u32(4);
        if (tags == 0 || tags > TAGS_MAX || valuesBytes > VALUES_BYTES_MAX) {
            throw new Damaged("not a header of rpm");
        }
        var places = places(blob, (int) tags, (int) valuesBytes);
        int at = 0;
        for (Place place : places) {
            if (place.offset() < at) {
                throw new Damaged("two values of the header lie in one place");
            }
            skip(blob, place.offset() - at);
            at = place.offset() + value(blob, place.tag(), (int) valuesBytes - place.offset());
        }
    }

    /** Where the wanted values are, in the order in which they come. */
    private static List<Place> places(InputStream blob, int tags, int valuesBytes)
            throws IOException {
        var places = new ArrayList<Place>();
        for (int tag = 0; tag < tags; tag++) {
            var index = block(blob, INDEX_BYTES);
            long offset = index.u32(8);
            int number = (int) index.u32(0);
            boolean first = places.stream().noneMatch(each -> each.tag() == number);
            if (first && isWanted(number, index.u32(4))) {
                if (offset >= valuesBytes) {
                    throw new Damaged("a value lies behind the header's end");
                }
                places.add(new Place(number, (int) offset));
            }
        }
        places.sort(Comparator.comparingInt(Place::offset));
        return places;
    }

    private static boolean isWanted(int tag, long type) {
        return switch (tag) {
            case NAME, VERSION, RELEASE, VENDOR, ARCHITECTURE, SOURCE_RPM -> type == TYPE_STRING;
            case EPOCH -> type == TYPE_INT32;
            default -> false;
        };
    }

    /** Keeps a value and says how many bytes it took. */
    private int value(InputStream blob, int tag, int bytesLeft) throws IOException {
        if (tag == EPOCH) {
            values.put(tag, Long.toString(block(blob, 4).u32(0)));
            return 4;
        }
        var text = new byte[Math.min(bytesLeft, VALUE_BYTES_MAX)];
        int length = 0;
        while (true) {
            int next = length < text.length ? blob.read() : -1;
            if (next < 0) {
                throw new Damaged("a value of the header does not end");
            } else if (next == 0) {
                values.put(tag, new String(text, 0, length, StandardCharsets.UTF_8));
                return length + 1;
            }
            text[length++] = (byte) next;
        }
    }

    private void into(Harvest harvest, Line line) throws Damaged {
        String name = values.get(NAME);
        String version = values.get(VERSION);
        String release = values.get(RELEASE);
        if (name == null || version == null || release == null) {
            throw new Damaged("a header without name, version or release");
        } else if (name.equals(RpmNames.SIGNING_KEY)) {
            harvest.notInstalled();
        } else {
            String epoch = values.get(EPOCH);
            String file = values.get(SOURCE_RPM);
            var source = file == null ? null : Rpm.ofSource(file);
            harvest.add(
                    line,
                    Source.RPM,
                    name,
                    Rpm.evr((epoch == null ? "" : epoch + ":") + version + "-" + release),
                    values.get(ARCHITECTURE),
                    source == null ? null : source.name(),
                    source == null ? null : source.version(),
                    stated(values.get(VENDOR)),
                    null);
        }
    }

    private static @Nullable String stated(@Nullable String value) {
        return value == null || value.isBlank() || value.equals("(none)") ? null : value;
    }

    private static Block block(InputStream blob, int length) throws IOException {
        var bytes = blob.readNBytes(length);
        if (bytes.length < length) {
            throw new Damaged("a header that is cut off");
        }
        return new Block(bytes, ByteOrder.BIG_ENDIAN);
    }

    private static void skip(InputStream blob, int count) throws IOException {
        long left = count;
        while (left > 0) {
            long skipped = blob.skip(left);
            if (skipped == 0) {
                throw new Damaged("a header that is cut off");
            }
            left -= skipped;
        }
    }
}
