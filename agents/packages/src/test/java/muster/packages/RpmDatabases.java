package muster.packages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Databases of rpm for tests: some that rpm and Berkeley DB wrote, and some put together here. */
final class RpmDatabases {
    private static final int PAGE_BYTES = 512;

    private RpmDatabases() {}

    /** One that was written by others: rpmdb.sqlite, rpmdb.sqlite-wal, Packages. */
    static byte[] written(String file) {
        try (InputStream gzip = RpmDatabases.class.getResourceAsStream("rpm/" + file + ".gz")) {
            if (gzip == null) {
                throw new IllegalStateException("rpm/" + file + ".gz is missing");
            }
            return new GZIPInputStream(gzip).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A header as databases keep it. */
    static byte[] header(String name, @Nullable Integer epoch, String version, String release) {
        var index = new ByteArrayOutputStream();
        var values = new ByteArrayOutputStream();
        int tags = 0;
        for (var tag :
                List.of(
                        new Tag(1000, name),
                        new Tag(1001, version),
                        new Tag(1002, release),
                        new Tag(1011, "Example Makers"),
                        new Tag(1022, "x86_64"),
                        new Tag(1044, name + "-src-" + version + "-" + release + ".src.rpm"))) {
            index.writeBytes(numbers(ByteOrder.BIG_ENDIAN, tag.number(), 6, values.size(), 1));
            values.writeBytes((tag.text() + "\0").getBytes(StandardCharsets.UTF_8));
            tags++;
        }
        if (epoch != null) {
            index.writeBytes(numbers(ByteOrder.BIG_ENDIAN, 1003, 4, values.size(), 1));
            values.writeBytes(numbers(ByteOrder.BIG_ENDIAN, epoch));
            tags++;
        }
        return joined(
                numbers(ByteOrder.BIG_ENDIAN, tags, values.size()),
                index.toByteArray(),
                values.toByteArray());
    }

    private record Tag(int number, String text) {}

    /** Packages.db with one page of slots. */
    static byte[] ndb(byte[]... headers) {
        var order = ByteOrder.LITTLE_ENDIAN;
        var slots = new ByteArrayOutputStream();
        slots.writeBytes(numbers(order, 0x506d7052, 0, 7, 1, headers.length + 1, 0, 0, 0));
        slots.writeBytes(numbers(order, 0x746f6c53, 0, 0, 0)); // One that is free.
        var blobs = new ByteArrayOutputStream();
        for (int i = 0; i < headers.length; i++) {
            int blocks = (16 + headers[i].length + 12 + 15) / 16;
            slots.writeBytes(numbers(order, 0x746f6c53, i + 1, (4096 + blobs.size()) / 16, blocks));
            var blob = ByteBuffer.allocate(16 * blocks);
            blob.put(numbers(order, 0x53626c42, i + 1, 7, headers[i].length)).put(headers[i]);
            blobs.writeBytes(blob.array());
        }
        while (slots.size() < 4096) {
            slots.writeBytes(numbers(order, 0x746f6c53, 0, 0, 0));
        }
        return joined(slots.toByteArray(), blobs.toByteArray());
    }

    /** Packages with one header a hash page, on overflow pages where it does not fit. */
    static byte[] berkeley(ByteOrder order, byte[]... headers) {
        var pages = new ArrayList<ByteBuffer>();
        pages.add(page(order));
        for (byte[] header : headers) {
            var hash = page(order).put(25, (byte) 13).putShort(20, (short) 2);
            pages.add(hash);
            boolean fits = header.length < PAGE_BYTES / 2;
            int value = PAGE_BYTES - 5 - (fits ? header.length + 1 : 12);
            hash.putShort(26, (short) (PAGE_BYTES - 5)).putShort(28, (short) value);
            hash.put(PAGE_BYTES - 5, (byte) 1);
            if (fits) {
                hash.put(value, (byte) 1).put(value + 1, header);
            } else {
                hash.put(value, (byte) 3);
                hash.putInt(value + 4, pages.size()).putInt(value + 8, header.length);
                overflow(order, header, pages);
            }
        }
        pages.getFirst().putInt(12, 0x061561).putInt(16, 9).putInt(20, PAGE_BYTES);
        pages.getFirst().put(25, (byte) 8).putInt(32, pages.size() - 1);
        return joined(pages.stream().map(ByteBuffer::array).toArray(byte[][]::new));
    }

    private static void overflow(ByteOrder order, byte[] header, List<ByteBuffer> pages) {
        int room = PAGE_BYTES - 26;
        for (int at = 0; at < header.length; at += room) {
            int length = Math.min(room, header.length - at);
            var page = page(order).put(25, (byte) 7).putShort(22, (short) length);
            page.putInt(16, at + length < header.length ? pages.size() + 1 : 0);
            pages.add(page.put(26, header, at, length));
        }
    }

    /** rpmdb.sqlite with one row a leaf, and one inner page above the leaves. */
    static byte[] sqlite(byte[]... headers) {
        var pages = new ArrayList<ByteBuffer>();
        pages.add(page(ByteOrder.BIG_ENDIAN));
        var inner = page(ByteOrder.BIG_ENDIAN).put(0, (byte) 5);
        pages.add(inner);
        inner.putShort(3, (short) (headers.length - 1));
        for (int i = 0; i < headers.length; i++) {
            int number = pages.size() + 1;
            if (i == headers.length - 1) {
                inner.putInt(8, number);
            } else {
                int cell = PAGE_BYTES - 5 * (i + 1);
                inner.putShort(12 + 2 * i, (short) cell).putInt(cell, number);
                inner.put(cell + 4, (byte) (i + 1));
            }
            var leaf = page(ByteOrder.BIG_ENDIAN);
            pages.add(leaf);
            var row = joined(new byte[] {4, 0}, varint(12 + 2 * headers[i].length), headers[i]);
            leaf(leaf, 0, i + 1, row, pages);
        }
        var first = pages.getFirst().put(0, "SQLite format 3\0".getBytes(StandardCharsets.UTF_8));
        first.putShort(16, (short) PAGE_BYTES);
        leaf(first, 100, 1, schema(), pages);
        return joined(pages.stream().map(ByteBuffer::array).toArray(byte[][]::new));
    }

    private static void leaf(
            ByteBuffer page, int start, int id, byte[] row, List<ByteBuffer> pages) {
        int here = row.length;
        if (here > PAGE_BYTES - 35) {
            int least = (PAGE_BYTES - 12) * 32 / 255 - 23;
            here = least + (here - least) % (PAGE_BYTES - 4);
            here = here > PAGE_BYTES - 35 ? least : here;
        }
        boolean whole = here == row.length;
        var cell = joined(varint(row.length), new byte[] {(byte) id});
        int at = PAGE_BYTES - cell.length - here - (whole ? 0 : 4);
        page.put(start, (byte) 13).putShort(start + 3, (short) 1).putShort(start + 8, (short) at);
        page.put(at, cell).put(at + cell.length, row, 0, here);
        if (!whole) {
            page.putInt(PAGE_BYTES - 4, pages.size() + 1);
        }
        for (int from = here; from < row.length; from += PAGE_BYTES - 4) {
            int length = Math.min(PAGE_BYTES - 4, row.length - from);
            var overflow = page(ByteOrder.BIG_ENDIAN);
            pages.add(overflow);
            overflow.putInt(0, from + length < row.length ? pages.size() + 1 : 0);
            overflow.put(4, row, from, length);
        }
    }

    private static byte[] schema() {
        var text = "tablePackagesPackages".getBytes(StandardCharsets.UTF_8);
        return joined(
                new byte[] {6, 13 + 2 * 5, 13 + 2 * 8, 13 + 2 * 8, 1, 0}, text, new byte[] {2});
    }

    private static byte[] varint(int value) {
        return value < 0x80
                ? new byte[] {(byte) value}
                : new byte[] {(byte) (value >> 7 | 0x80), (byte) (value & 0x7f)};
    }

    private static ByteBuffer page(ByteOrder order) {
        return ByteBuffer.allocate(PAGE_BYTES).order(order);
    }

    private static byte[] numbers(ByteOrder order, int... numbers) {
        var bytes = ByteBuffer.allocate(4 * numbers.length).order(order);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
