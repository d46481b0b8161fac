package muster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.InflaterInputStream;

/** Where a text stands in a database: in every column of every table, what is deflated inflated. */
public final class StoredText {
    /** The columns that hold deflated text. */
    private static final List<String> DEFLATED = List.of("device_evidence packed");

    private static final String COLUMNS =
            """
            select format('%I %s %s', c.relname, a.attname, t.typname)
            from pg_class c join pg_attribute a on a.attrelid = c.oid
                join pg_type t on t.oid = a.atttypid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                and a.attnum > 0 and not a.attisdropped
                and t.typname in ('text', '_text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea')
            """;

    private StoredText() {}

    /**
     * Every column that holds this text, and in how many rows.
     *
     * @param administer runs a statement as the superuser, for the first column of its rows
     */
    public static Map<String, String> placesOf(
            Function<String, List<String>> administer, String text) {
        var places = new TreeMap<String, String>();
        for (var column : administer.apply(COLUMNS)) {
            var place = column.split(" ", 2);
            var rows =
                    administer.apply(
                            "select count(*) from %s where %s like '%%%s%%'"
                                    .formatted(place[0], readable(place[1]), text));
            if (!rows.equals(List.of("0"))) {
                places.put(column, rows.getFirst());
            }
        }
        for (var column : DEFLATED) {
            var place = column.split(" ", 2);
            long rows =
                    administer
                            .apply(
                                    "select encode(%s, 'base64') from %s"
                                            .formatted(place[1], place[0]))
                            .stream()
                            .filter(packed -> inflated(packed).contains(text))
                            .count();
            if (rows > 0) {
                places.put(column, Long.toString(rows));
            }
        }
        return places;
    }

    // Bytes as the text they may be; everything else as PostgreSQL writes it.
    private static String readable(String column) {
        return column.endsWith(" bytea")
                ? "encode(\"%s\", 'escape')".formatted(column.split(" ", 2)[0])
                : "\"%s\"::text".formatted(column.split(" ", 2)[0]);
    }

    private static String inflated(String base64) {
        var packed = Base64.getMimeDecoder().decode(base64);
        try (var in = new InflaterInputStream(new java.io.ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
